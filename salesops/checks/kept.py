"""This run's numbers against those of runs before, and kept for runs to come (--state)."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from salesops.checks import past
from salesops.checks.history import Entry, compare
from salesops.checks.opened import Opened
from salesops.checks.verdict import Ruling


def look(
    state: Path, tables: Mapping[str, Sequence[Opened]], as_of: datetime
) -> tuple[list[Ruling], tuple[str, ...]]:
    """The verdicts on each table against its history, and notes; then this run is kept too.

    Raises:
        OutputError: the folder cannot be used.
        LockedError: another run holds it.
    """
    known = past.read(state)
    entries = [_entry(name, files, as_of) for name, files in tables.items()]
    rulings = [
        ruling
        for entry, files in zip(entries, tables.values(), strict=True)
        for ruling in _compared(entry, known.entries, files)
    ]
    return rulings, (*known.notes, *past.write(state, entries))


def _compared(entry: Entry, known: Sequence[Entry], files: Sequence[Opened]) -> Iterator[Ruling]:
    rule = next((r for r in files[0].table.rules if r.check == "history"), None)
    said: dict[str, Any] = dict(rule.arguments) if rule else {}
    asked = {key: said[key] for key in ("change", "least") if key in said}
    return (Ruling(verdict) for verdict in compare(entry, known, **asked))


def _entry(name: str, files: Sequence[Opened], as_of: datetime) -> Entry:
    """The numbers of a table over all of its files."""
    columns = dict.fromkeys(column for opened in files for column in opened.stats)
    have = {c: [f.stats[c] for f in files if c in f.stats] for c in columns}
    called = {c: next(f.called(c) for f in files if c in f.stats) for c in columns}
    return Entry(
        as_of=as_of,
        table=name,
        files=len(files),
        rows=sum(f.used for f in files),
        sums={
            called[c]: sum((s.sum for s in stats if s.sum is not None), Decimal(0))
            for c, stats in have.items()
            if any(s.sum is not None for s in stats)
        },
        nulls={called[c]: sum(s.blanks for s in stats) for c, stats in have.items()},
        run_id=_run_id(files, as_of),
    )


def _run_id(files: Sequence[Opened], as_of: datetime) -> str:
    """The same files at the same as-of are one run, however often they are checked."""
    parts = [*sorted(f.seen.digest for f in files), as_of.isoformat()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
