"""What earlier runs found, kept as lines of JSON in the state folder.

A line, broken here to be read:

    {"version": 1, "as_of": "2026-03-03T08:00:00", "table": "order_lines", "files": 1, "rows": 100,
     "sums": {"amount": "1234.5000"}, "nulls": {"email": 3}, "run_id": "0123456789ab"}
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from salesops.checks.history import Entry
from salesops.state import append, lines, locked

FILE = "check-history.jsonl"
VERSION = 1
_AMOUNT = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,20})?")
_NAMED = 5
"""Bad lines named by number; more are counted."""


@dataclass(frozen=True)
class Past:
    """The entries of earlier runs, in the order they were kept, and what is to be said of them."""

    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()


def read(folder: Path) -> Past:
    """What earlier runs kept; a line that is no entry is passed over and said.

    Raises:
        OutputError: the file is there and cannot be read.
    """
    found = [(line.number, _entry(line.value)) for line in lines(folder / FILE)]
    bad = [number for number, entry in found if entry is None]
    return Past(tuple(entry for _, entry in found if entry), _said(folder, bad))


def write(folder: Path, entries: Sequence[Entry]) -> tuple[str, ...]:
    """Keep the entries that are new; what is to be said of those that are not kept.

    The same run of the same table is kept once. An as-of before the table's latest entry is not
    kept: either a clock is wrong or an old day is asked about again, and neither is the next day.

    Raises:
        LockedError: another run is writing and does not end.
        OutputError: the folder cannot be written.
    """
    with locked(folder):
        past = read(folder).entries
        known = {(old.run_id, old.table) for old in past}
        fresh = [new for new in entries if (new.run_id, new.table) not in known]
        late = {new.table: last for new in fresh if (last := _later(new, past))}
        append(folder / FILE, [_line(new) for new in fresh if new.table not in late])
    return tuple(_behind(new, late[new.table]) for new in fresh if new.table in late)


def _later(new: Entry, past: Sequence[Entry]) -> datetime | None:
    """The table's latest as-of, if the new one is before it."""
    last = max((old.as_of for old in past if old.table == new.table), default=new.as_of)
    return last if last > new.as_of else None


def _behind(new: Entry, last: datetime) -> str:
    return (
        f"The history of {new.table} goes to {last:%Y-%m-%d %H:%M}, past this as-of of "
        f"{new.as_of:%Y-%m-%d %H:%M}: this run was not kept. If a wrong clock wrote the later "
        f"entries, delete their lines in {FILE}."
    )


def _said(folder: Path, bad: Sequence[int]) -> tuple[str, ...]:
    if not bad:
        return ()
    named = ", ".join(str(number) for number in bad[:_NAMED])
    more = f" and {len(bad) - _NAMED} more" if len(bad) > _NAMED else ""
    are = "s are" if len(bad) > 1 else " is"
    return (f"{folder / FILE}: line{are} no entry of the history and passed over: {named}{more}.",)


def _line(entry: Entry) -> dict[str, object]:
    return {
        "version": VERSION,
        "as_of": entry.as_of.isoformat(),
        "table": entry.table,
        "files": entry.files,
        "rows": entry.rows,
        "sums": {name: f"{value:f}" for name, value in entry.sums.items()},
        "nulls": dict(entry.nulls),
        "run_id": entry.run_id,
    }


def _entry(value: object) -> Entry | None:
    """The entry that a line holds; None where it holds another thing, or another version of one."""
    match value:
        case {
            "version": version,
            "as_of": str(as_of),
            "table": str(table),
            "files": files,
            "rows": rows,
            "sums": dict(sums),
            "nulls": dict(nulls),
            "run_id": str(run_id),
        } if (
            version == VERSION
            and (when := _stamp(as_of))
            and all(_count(number) for number in (files, rows, *nulls.values()))
            and all(count <= rows for count in nulls.values())
            and all(_amount(text) for text in sums.values())
        ):
            exact = {name: Decimal(text) for name, text in sums.items()}
            return Entry(when, table, files, rows, exact, nulls, run_id)
    return None


def _count(value: object) -> bool:
    return type(value) is int and value >= 0  # a bool is an int to isinstance


def _amount(value: object) -> bool:
    return isinstance(value, str) and _AMOUNT.fullmatch(value) is not None


def _stamp(value: str) -> datetime | None:
    """A stamp without a zone: one with a zone cannot be held against the others."""
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return None if found.tzinfo else found
