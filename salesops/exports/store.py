"""A store: exports that `salesops load` has loaded once, in one DuckDB file in a folder.

Every question that names the folder reads the file. It is replaced whole by each loading, so that
a question sees one state of it or the next, never a mixture.
"""

from collections.abc import Collection, Iterable
from pathlib import Path

from salesops.errors import InputError, UsageError
from salesops.exports import store_facts
from salesops.exports.store_facts import Facts
from salesops.queries.duck import Duck

FILE = "store.duckdb"
SAID = "said_of_the_store"
WHOLE = "whole_"
"""Begins the name of a table as it was before anything was set aside, where that is another."""
REJECTED = "rejected"


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
        found = store_facts.told(duck.value(f"SELECT said FROM {SAID}"))
    except Exception as error:
        raise _damaged(store) from error
    if found is None:
        raise InputError(
            f"{store} was loaded by another version of salesops: load it anew, with salesops load "
            f"--anew --store {store} --data FOLDER"
        )
    return found


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


def standing(duck: Duck, database: str = "kept") -> set[str]:
    """The names of the tables in a file that is there."""
    rows = duck.run(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = $name", {"name": database}
    )
    return {row[0] for row in rows.tuples}


def whole(table: str, stand: Collection[str]) -> str:
    """The name under which all rows of a table stand, those too that were set aside."""
    return f"{WHOLE}{table}" if f"{WHOLE}{table}" in stand else table
