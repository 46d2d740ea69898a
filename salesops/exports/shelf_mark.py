"""A book as one file: its tables, and in JSON what there is to say of them."""

import json
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from salesops.queries.book import Book, Reject, View
from salesops.queries.duck import Duck, literal
from salesops.result import Rows, Source

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_SAID = "said_of_the_book"


def write(book: Book) -> Path:
    """Make a file, in the engine's own folder, from which `read` makes the book again."""
    duck = book.engine
    assert isinstance(duck, Duck)  # noqa: S101 - DuckDB loads
    from salesops.exports import canonical

    stand = {row[0] for row in duck.run("SELECT table_name FROM duckdb_tables()").tuples}
    facts = {f.name: getattr(book, f.name) for f in fields(book) if f.name != "engine"}
    said = json.dumps(facts, default=_plain)
    duck.run(f"CREATE OR REPLACE TEMP TABLE {_SAID} AS SELECT {literal(said)} AS said")
    names = stand & (canonical.tables().keys() | book.views.keys())
    return duck.keep([*sorted(names), _SAID])


def read(duck: Duck) -> Book:
    """The book whose file the engine was reopened with."""
    said: dict[str, Any] = json.loads(duck.value(f"SELECT said FROM {_SAID}"))
    for name in ("tables", "filled"):
        said[name] = frozenset(said[name])
    for name in ("reach", "reach_of_deals"):
        said[name] = said[name] and tuple(map(datetime.fromisoformat, said[name]))
    return Book(
        **said
        | {
            "engine": duck,
            "as_of": datetime.fromisoformat(said["as_of"]),
            "sources": tuple(Source(**one) for one in said["sources"]),
            "rows": Rows(**said["rows"]),
            "notes": tuple(said["notes"]),
            "rejects": tuple(Reject(**one) for one in said["rejects"]),
            "written": {name: tuple(places) for name, places in said["written"].items()},
            "own_sources": tuple(map(Path, said["own_sources"])),
            "where": tuple(said["where"]),
            "views": {name: _view(*one) for name, one in said["views"].items()},
        }
    )


def _view(made: str, words: list[str] | None) -> View:
    return View(made, None if words is None else frozenset(words))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, frozenset):
        return sorted(value)
    return asdict(cast("DataclassInstance", value))
