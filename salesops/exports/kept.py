"""Dated copies of exports (`salesops snapshot`) as history: what each day's copy says of that day.

A copy lies in a folder `snapshot_day=2026-09-18`. Where the data path is above that folder, its
files are no exports of today: those that fill a table of what is now fill the table of what was,
and the others fill none. Where the day's folder itself is the data path, they are its exports.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from salesops.exports import canonical, hive
from salesops.exports.hive import Keys
from salesops.exports.inspect import File
from salesops.exports.recognise import Match, Near
from salesops.exports.source import Source
from salesops.queries.statement import SqlFile, Statement

KEY = "snapshot_day"
"""Names the folder of a day."""
MANIFEST = ".manifest.json"
"""In the folder of a day: what is in it."""
PREFIX = "kept "
"""How the sources of copies are called: `kept shopify_inventory`."""


@dataclass(frozen=True)
class _History:
    """The table that copies of another fill: its column for the day, and those that both have."""

    table: str
    day: str
    columns: tuple[str, ...]
    told: str
    """What it tells of a day, in words."""


_HISTORY = {
    "inventory_levels": _History(
        "stock_history", "day", ("sku", "location", "on_hand", "available"), "the stock"
    ),
    "deals": _History(
        "deal_snapshots",
        "day",
        (
            *("deal_id", "name", "account_id", "account", "owner_id", "owner", "pipeline", "stage"),
            *("is_closed", "is_won", "amount", "currency", "probability", "forecast_category"),
            *("created_at", "close_date", "closed_at", "next_step"),
        ),
        "the deals",
    ),
}
"""By the table of what is now."""
_EVERY = ("shop_id", "source_file", "source_row")


def worth_reading(
    paths: Iterable[Path], roots: Sequence[Path], sources: Sequence[Source]
) -> list[Path]:
    """The files without the copies of which their manifest says that they tell no history.

    Of months of copies most are of orders: they need not be opened to be passed over.
    """
    told = {source.name for source in sources} - with_history(sources)
    told.discard(canonical.SOURCE)  # of its tables some have a history
    known: dict[Path, dict[str, str]] = {}
    return [path for path in paths if _known_as(path, roots, known) not in told]


def with_history(sources: Iterable[Source]) -> set[str]:
    """The names of the sources whose copies tell what was."""
    return {source.name for source in sources if set(source.tables) & _HISTORY.keys()}


def told_by(names: Iterable[str], sources: Iterable[Source]) -> list[str]:
    """What copies that these sources knew tell of a day: `the stock`, `the deals`."""
    known = set(names)
    filled = {table for source in sources if source.name in known for table in source.tables}
    return [history.told for table, history in _HISTORY.items() if table in filled]


def _known_as(path: Path, roots: Sequence[Path], known: dict[Path, dict[str, str]]) -> str:
    """The source that knew a copy when it was made; empty for any other file."""
    if KEY not in hive.below(path, roots):
        return ""
    day = next(above for above in path.parents if above.name.startswith(f"{KEY}="))
    if day not in known:
        known[day] = _manifest(day / MANIFEST)
    return known[day].get(path.relative_to(day).as_posix(), "")


def _manifest(path: Path) -> dict[str, str]:
    try:
        said = json.loads(path.read_bytes())
        return {str(one["path"]): str(one["source"]) for one in said["files"]}
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return {}


def is_below_a_day(path: Path, roots: Iterable[Path]) -> bool:
    """As `is_copy`, of a file that is not opened yet."""
    return _day(tuple(hive.below(path, roots).items())) is not None


def is_copy(file: File) -> bool:
    """Whether it lies in the folder of a day, below the data path."""
    return _day(file.keys) is not None


def as_history(found: Match | Near) -> Match | None:
    """A copy with the source that reads it as history; None where no table holds its history."""
    day = _day(found.header.keys) if isinstance(found, Match) else None
    if not isinstance(found, Match) or day is None:
        return None
    table = found.input.name.removesuffix("_rows")
    source = _source(found.source, day, table if found.source.name == canonical.SOURCE else None)
    return replace(found, source=source) if source.tables else None


def _day(keys: Keys) -> date | None:
    try:
        return date.fromisoformat(dict(keys).get(KEY) or "")
    except ValueError:
        return None


def _source(source: Source, day: date, only: str | None) -> Source:
    """One for the copies of a day, so that no file is joined with one of another day."""
    every = source.sql.statements
    mine = [one for one in every if only is None or one.name == only]
    fills = [one.name for one in mine if one.name in _HISTORY]
    statements = [made for one in mine for made in _statements(one, day)] if fills else []
    header = f"-- What {source.name} says of {day:%Y-%m-%d}, kept that day."
    sql = SqlFile(source.sql.path, header, tuple(statements))
    return Source(f"{PREFIX}{source.name}", sql, source.inputs)


def _statements(one: Statement, day: date) -> list[Statement]:
    """What the statements share and set aside stays; what they fill becomes history."""
    history = _HISTORY.get(one.name)
    if history is None:
        return [one] if one.name.startswith(("_", "excluded")) else []
    columns = "|".join((*_EVERY, *history.columns))
    sql = (
        f"SELECT DATE '{day:%Y-%m-%d}' AS {history.day}, COLUMNS('^({columns})$')\n"
        f"FROM (\n{one.sql}\n)"
    )
    return [Statement(history.table, sql, one.parameters)]
