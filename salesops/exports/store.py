"""A store: exports that `salesops load` has loaded once, in one DuckDB file in a folder.

Every question that names the folder reads the file. It is replaced whole by each loading, so that
a question sees one state of it or the next, never a mixture.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from salesops.errors import InputError, UsageError
from salesops.queries.duck import Duck

FILE = "store.duckdb"
SAID = "said_of_the_store"
WHOLE = "whole_"
"""Begins the name of a table as it was before anything was set aside, where that is another."""
REJECTED = "rejected"
_FORM = 1


@dataclass(frozen=True)
class Export:
    """A file as it was loaded."""

    name: str
    path: str
    root: str
    """The data path that it was found below."""
    stamp: str
    """Its size, inode and times."""
    sha256: str
    source: str
    holds: str
    """Which of the source's kinds of files it is."""
    read_by: str
    """A hash of the SQL that read it."""
    tables: tuple[str, ...]
    loaded: datetime
    """When it was read, on the store's clock."""
    total: int
    rejected: int
    excluded: Mapping[str, int]
    """Rows by the reason for which no question sees them."""
    days_only: bool
    notes: tuple[str, ...]
    written: Mapping[str, tuple[str, ...]]
    group: int
    """Files of one group have something in common; those of others were loaded without it."""

    @property
    def used(self) -> int:
        """Rows that questions see."""
        return self.total - self.rejected - sum(self.excluded.values())


@dataclass(frozen=True)
class Facts:
    """What a store says of itself."""

    exports: tuple[Export, ...]
    zone: str | None
    label: str
    """The zone in words."""
    minutes: int
    clocked: bool
    """Some stamps state their offset from UTC."""
    notes: Mapping[str, tuple[str, ...]]
    """What was found while the files of a group were settled."""
    reach: Mapping[str, tuple[datetime, datetime]]
    """The first and latest stamp of what each table says happened."""
    latest: Mapping[str, datetime]
    """By table the latest of the stamps that are held against as-of."""
    currencies: Mapping[str, tuple[str, ...]]
    unstated: int
    """Orders in no stated currency."""
    rows: Mapping[str, int]
    """Rows of each table, as questions see them."""
    loader: str
    """A hash of the code that loaded it, and of what the settings say of files."""
    gift_cards: tuple[tuple[str, str], ...] = ()
    """Shop and SKU of products that are gift cards: lines say so because of them."""
    views: Mapping[str, str] = field(default_factory=dict)
    """Shared views that stand in it, and what each is made of."""
    own_sources: tuple[str, ...] = ()
    schema: str = ""
    form: int = _FORM

    @property
    def filled(self) -> frozenset[str]:
        """The tables that some file feeds."""
        return frozenset(table for one in self.exports for table in one.tables)


def schema() -> str:
    """A hash of the tables as this salesops has them."""
    from salesops.exports import canonical

    texts = (table.ddl for table in canonical.tables().values())
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def place(paths: Iterable[Path]) -> Path | None:
    """The store among data paths; None where they are exports.

    Raises:
        UsageError: a store beside something else: what is in both would be counted twice.
    """
    every = [path.parent if path.name == FILE else path for path in paths]
    stores = [path for path in every if (path / FILE).is_file()]
    if not stores:
        return None
    if len(every) > 1:
        raise UsageError(
            f"{stores[0]} is a store, and stands alone: load the other exports into it with "
            f"salesops load --store {stores[0]}"
        )
    return stores[0]


def refuse_store(paths: Iterable[Path], who: str) -> None:
    """Refuse a store where exports themselves are looked at: it holds what they say, not them.

    Raises:
        UsageError: the one path is a store; the sentence says where its exports lay.
    """
    if (store := place(paths)) is None:
        return
    roots = list(dict.fromkeys(one.root for one in read(store).exports))
    more = f" and {len(roots) - 1} more" if len(roots) > 1 else ""
    raise UsageError(
        f"{store} is a store, and {who} looks at the exports themselves: it was loaded from "
        f"{roots[0]}{more}, so name that instead"
    )


def read(store: Path, memory: str = "1GB") -> Facts:
    """What the store says of itself, asked alone.

    Raises:
        InputError: nothing that this version of salesops reads.
    """
    duck = opened(store, memory)
    try:
        return facts(duck, store)
    finally:
        duck.close()


def facts(duck: Duck, store: Path) -> Facts:
    """What the store says of itself.

    Raises:
        InputError: nothing that this version of salesops reads.
    """
    try:
        said: dict[str, Any] = json.loads(duck.value(f"SELECT said FROM {SAID}"))
    except Exception as error:
        raise _damaged(store) from error
    if said.get("form") != _FORM or said.get("schema") != schema():
        raise _other(store)
    try:
        return _facts(said)
    except (TypeError, KeyError, ValueError) as error:
        raise _other(store) from error


def _other(store: Path) -> InputError:
    return InputError(
        f"{store} was loaded by another version of salesops: load it anew, with salesops load "
        f"--anew --store {store} --data FOLDER"
    )


def _facts(said: dict[str, Any]) -> Facts:
    when = datetime.fromisoformat
    exports = tuple(
        Export(
            **one
            | {key: tuple(one[key]) for key in ("tables", "notes")}
            | {"loaded": when(one["loaded"])}
        )
        for one in said["exports"]
    )
    return Facts(
        **said
        | {
            "exports": exports,
            "gift_cards": tuple((shop, sku) for shop, sku in said["gift_cards"]),
            "reach": {name: tuple(map(when, ends)) for name, ends in said["reach"].items()},
            "latest": {name: when(stamp) for name, stamp in said["latest"].items()},
        }
    )


def text(said: Facts) -> str:
    """The facts as they are kept."""
    return json.dumps(asdict(said), default=datetime.isoformat)


def opened(store: Path, memory: str) -> Duck:
    """The store's tables, to be read.

    Raises:
        InputError: the file is none that DuckDB reads.
    """
    duck = Duck.reopened(store / FILE, memory)
    if duck is None:
        raise _damaged(store)
    return duck


def _damaged(store: Path) -> InputError:
    return InputError(
        f"{store / FILE} is damaged or no store: remove it, and load the exports anew with "
        f"salesops load --store {store} --data FOLDER"
    )
