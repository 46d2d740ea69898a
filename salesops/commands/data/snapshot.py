"""Keep a dated copy of the exports, the same bytes stored once.

Example: salesops snapshot --data exports --state state --keep 90d
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from salesops.checks.exam import Exam
from salesops.commands.data._snapshot import days
from salesops.commands.data._snapshot.days import Copy, Day
from salesops.commands.data._snapshot.taking import Taken, store_of, take
from salesops.errors import ChangedError, Exit, SalesopsError, UsageError
from salesops.exports.catalogue import sources_of
from salesops.exports.kept import told_by
from salesops.exports.store import refuse_store
from salesops.result import DATA_ONLY, Finding, Level, Report, Table, titled
from salesops.settings import age
from salesops.units import Count, Text, counted
from salesops.units import Day as OnDay

Keep = Annotated[str | None, typer.Option(help="Remove copies that are older: 90d. Else none is.")]
List = Annotated[bool, typer.Option("--list", help="Show what is kept, and keep nothing.")]


@dataclass(frozen=True)
class Line:
    """A file of the day."""

    file: Text
    source: Text
    bytes: Count
    kept: Text
    sha256: Text = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Whole:
    """A day of which copies are kept."""

    day: OnDay
    files: Count
    bytes: Count
    new: Count = field(metadata=titled("New bytes"))
    """Those that no day before has."""


@dataclass(frozen=True)
class Dated:
    """A file of any day."""

    day: OnDay
    file: Text
    source: Text
    bytes: Count
    sha256: Text


def snapshot(exam: Exam, keep: Keep = None, listed: List = False) -> Report:
    """Copy the exports of today into the state folder, or list the copies."""
    if exam.options.where:
        raise UsageError("--where: a copy is of whole files, leave it out")
    if not listed:
        refuse_store(exam.options.data, "snapshot")
        taken = take(exam, age(keep, "--keep") if keep else None)
        known_as = (copy.source for copy in taken.day.copies)
        return _kept(taken, store_of(exam), told_by(known_as, sources_of(exam.settings)))
    if keep:
        raise UsageError("--list changes nothing: leave --keep out")
    return _listed(store_of(exam))


def _kept(taken: Taken, store: Path, told: Sequence[str]) -> Report:
    day = taken.day
    lines = [_line(copy, taken) for copy in day.copies]
    return Report(
        "snapshot",
        "Snapshot",
        _headline(taken),
        tables=(Table("files", "Files", Line, lines),),
        findings=(*map(_refusal, taken.refused), *_damage(taken.damaged)),
        notes=tuple(_notes(taken, store, told)),
        exit=_exit(taken.refused),
    )


def _headline(taken: Taken) -> str:
    day = taken.day
    files = f"{counted(len(day.copies), 'file')} of {day.day:%Y-%m-%d}"
    if day == taken.before:
        return f"Nothing is new: {files} kept already."
    new = {copy.sha256: copy.size for copy in day.copies if copy.sha256 in taken.fresh}
    return f"Kept {files}: {counted(sum(new.values()), 'byte')} are new."


def _notes(taken: Taken, store: Path, told: Sequence[str]) -> Iterator[str]:
    """How to read what was kept; `told` is what the copies of a day tell of it."""
    read = f"Read the day with --data {days.at(store, taken.day.day)}"
    both = " and ".join(told)
    more = f"; --data {store} beside the exports of today gives {both} of each day that is kept"
    yield f"{read}{more if told else ''}."
    if taken.removed:
        first, last = taken.removed[0], taken.removed[-1]
        of = f"{first:%Y-%m-%d}" if first == last else f"{first:%Y-%m-%d} to {last:%Y-%m-%d}"
        yield (
            f"Removed {counted(len(taken.removed), 'day')} ({of}), which frees "
            f"{counted(taken.freed, 'byte')}."
        )


def _line(copy: Copy, taken: Taken) -> Line:
    kept = "new" if copy.sha256 in taken.fresh else "stored before"
    return Line(copy.path, copy.source, copy.size, kept, copy.sha256)


def _refusal(error: SalesopsError) -> Finding:
    return Finding(Level.ERROR, error.code, str(error))


def _damage(folders: Iterable[Path]) -> Iterator[Finding]:
    for folder in folders:
        message = (
            f"{folder} has no manifest that can be read: it is left as it is, and no bytes are "
            "freed until it is removed."
        )
        yield Finding(Level.WARNING, "damaged", message, {"folder": folder.name})


def _exit(refused: Iterable[SalesopsError]) -> int:
    """What is wrong with an export stays so; one that changed may be whole when asked again."""
    every = list(refused)
    if all(isinstance(error, ChangedError) for error in every):
        return Exit.RETRY if every else Exit.OK
    return Exit.INPUT


def _listed(store: Path) -> Report:
    every, damaged = days.every(store)
    lines = list(_days(every))
    files = [
        Dated(one.day, copy.path, copy.source, copy.size, copy.sha256)
        for one in every
        for copy in one.copies
    ]
    headline = f"Nothing is kept under {store}."
    if every:
        between = f"{every[0].day:%Y-%m-%d} to {every[-1].day:%Y-%m-%d}"
        size = counted(sum(line.new for line in lines), "byte")
        headline = f"{counted(len(every), 'day')} from {between} in {size}."
    tables = (
        Table("days", "Days", Whole, lines, shown=bool(lines)),
        Table("files", "Files", Dated, files, shown=False),
    )
    notes = [f"Read a day with --data {days.at(store, every[-1].day)}."] if every else []
    return Report(
        "snapshot",
        "Snapshot",
        headline,
        tables=tables,
        findings=tuple(_damage(damaged)),
        notes=tuple(notes),
    )


def _days(every: Iterable[Day]) -> Iterator[Whole]:
    met: set[str] = set()
    for one in every:
        sizes = {copy.sha256: copy.size for copy in one.copies}
        new = sum(size for sha256, size in sizes.items() if sha256 not in met)
        met |= sizes.keys()
        whole = sum(copy.size for copy in one.copies)
        yield Whole(one.day, len(one.copies), whole, new)
