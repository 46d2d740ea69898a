"""What a store says of itself: the exports in it, and what holds of all their rows."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

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


def text(said: Facts) -> str:
    """The facts as they are kept."""
    return json.dumps(asdict(said), default=datetime.isoformat)


def told(text: str) -> Facts | None:
    """The facts again; None where another version of salesops wrote them.

    Raises:
        ValueError: what was kept is no such text.
    """
    said = json.loads(text)
    if said.get("form") != _FORM or said.get("schema") != schema():
        return None
    try:
        return _facts(said)
    except (TypeError, KeyError, ValueError):
        return None


def _facts(said: dict[str, Any]) -> Facts:
    when = datetime.fromisoformat
    return Facts(
        **said
        | {
            "exports": tuple(map(_export, said["exports"])),
            "gift_cards": tuple((shop, sku) for shop, sku in said["gift_cards"]),
            "reach": {name: tuple(map(when, ends)) for name, ends in said["reach"].items()},
            "latest": {name: when(stamp) for name, stamp in said["latest"].items()},
        }
    )


def _export(said: dict[str, Any]) -> Export:
    lists = {key: tuple(said[key]) for key in ("tables", "notes")}
    return Export(**said | lists | {"loaded": datetime.fromisoformat(said["loaded"])})
