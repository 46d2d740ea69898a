"""Taking a snapshot: each export looked at, its bytes stored, and the day written when all are."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from salesops.checks.exam import Exam
from salesops.commands.data._snapshot import days, objects
from salesops.commands.data._snapshot.days import Copy, Day
from salesops.errors import InputError, OutputError, SalesopsError, UsageError
from salesops.exports import files, zipped
from salesops.exports.asking import zone_of
from salesops.exports.catalogue import sources_of
from salesops.exports.inspect import inspect
from salesops.exports.naming import names
from salesops.exports.parquet_file import columns
from salesops.exports.recognise import Match, match, match_last
from salesops.exports.source import Source
from salesops.held import held
from salesops.period import parse_as_of

FOLDER = "snapshots"
"""Below the folder that --state names."""


@dataclass
class Taken:
    """What a run did."""

    day: Day
    before: Day | None
    """What was kept of that day earlier on."""
    fresh: frozenset[str] = frozenset()
    """The digests of bytes that were not stored before."""
    refused: list[SalesopsError] = field(default_factory=list)
    removed: list[date] = field(default_factory=list)
    freed: int = 0
    damaged: list[Path] = field(default_factory=list)


def store_of(exam: Exam) -> Path:
    """The folder of the copies.

    Raises:
        UsageError: none is named, or one that lies among the exports.
    """
    if exam.state is None:
        raise UsageError("a snapshot is kept in a folder: name it with --state")
    real = exam.state.resolve()
    for path in exam.options.data:
        if path.is_dir() and real.is_relative_to(path.resolve()):
            raise UsageError(
                f"--state {exam.state} lies in {path}: its copies would be read as exports; name "
                "a folder outside"
            )
    return exam.state / FOLDER


def take(exam: Exam, keep: timedelta | None) -> Taken:
    """Keep the exports as those of a day, and remove the days that are older than `keep`.

    Raises:
        SalesopsError: no export can be kept, or the day holds copies of other paths.
        OutputError: the copies cannot be written; what was kept stays.
    """
    store, day = store_of(exam), _today(exam)
    found = list(_found(exam))
    if all(isinstance(one, SalesopsError) for one in found):
        raise next(one for one in found if isinstance(one, SalesopsError))
    with held(store):
        try:
            days.mend(store)
            taken = _taken(store, exam, day, found)
            if taken.day != taken.before:
                days.put(store, taken.day)
            _prune(store, taken, day - keep if keep is not None else None)
        except OSError as error:
            why = error.strerror or error
            raise OutputError(f"--state: {store} cannot be written: {why}") from error
    return taken


def _today(exam: Exam) -> date:
    zone = zone_of(exam.options, exam.settings)
    said = exam.options.as_of or exam.settings.time.as_of or "now"
    if said == "data":
        raise UsageError("--as-of data: a snapshot is of a day; write it, as in 2026-09-18, or now")
    if said != "now":
        return parse_as_of(said).date()
    return datetime.now(ZoneInfo(zone) if zone else UTC).date()


def _found(exam: Exam) -> Iterator[tuple[Path, Path] | SalesopsError]:
    """Each export and the file that holds it: an archive is kept as it is."""
    met: set[Path] = set()
    for one in files.look(exam.options.data, exam.options.skip):
        if isinstance(one, SalesopsError):
            yield one
            continue
        whole = zipped.archive_of(one) or one
        if whole in met:
            continue
        met.add(whole)
        if _leads_out(whole, exam.options.data):
            error = InputError(f"{whole} is a link out of its folder: copy what it names there")
            error.path = whole
            yield error
        else:
            yield one, whole


def _leads_out(path: Path, roots: tuple[Path, ...]) -> bool:
    """Whether a file below a data path is a link to somewhere else; one named itself may be."""
    root = next((root for root in roots if path != root and path.is_relative_to(root)), None)
    return root is not None and not path.resolve().is_relative_to(root.resolve())


def _taken(
    store: Path, exam: Exam, day: date, found: list[tuple[Path, Path] | SalesopsError]
) -> Taken:
    paths = tuple(dict.fromkeys(os.fsdecode(path.absolute()) for path in exam.options.data))
    before = days.read(days.at(store, day))
    if before and not set(before.paths) <= set(paths):
        raise UsageError(
            f"{day:%Y-%m-%d} is kept of {', '.join(before.paths)}: name all paths in one command, "
            "or another --state"
        )
    refused = [one for one in found if isinstance(one, SalesopsError)]
    pairs = [one for one in found if not isinstance(one, SalesopsError)]
    called = names((whole for _, whole in pairs), exam.options.data)
    sources, copies, fresh = sources_of(exam.settings), [], set()
    for export, whole in pairs:
        try:
            source = _source(export, exam, sources)
            stored = objects.put(store, whole)
        except SalesopsError as error:
            error.path = whole
            refused.append(error)
            continue
        copies.append(Copy(called[whole], stored.sha256, stored.size, source))
        fresh |= {stored.sha256} if stored.new else set()
    if not copies:
        raise refused[0]
    # What could be kept earlier that day and cannot now stays kept.
    lost = {called.get(error.path) for error in refused if error.path}
    again = [copy for copy in before.copies if copy.path in lost] if before else []
    every = sorted((*copies, *again), key=lambda copy: copy.path)
    return Taken(Day(day, paths, tuple(every)), before, frozenset(fresh), refused)


def _source(path: Path, exam: Exam, sources: tuple[Source, ...]) -> str:
    """The source that knows the export; empty where none does.

    Raises:
        SalesopsError: it is no table, or corrupt: nothing to keep.
    """
    said = exam.settings
    if forced := said.sources.get(path.name):
        return forced
    file = inspect(path, said.encodings.get(path.name), said.sheets.get(path.name, ""))
    header = columns(path) if file.packing == "parquet" else ()
    found = match(file, sources, header)
    if not isinstance(found, Match):
        return last.source.name if (last := match_last(file, sources, header)) else ""
    return found.source.name


def _prune(store: Path, taken: Taken, first: date | None) -> None:
    every, taken.damaged = days.every(store)
    old = [one for one in every if first is not None and one.day < first]
    days.remove(store, old)
    taken.removed = [one.day for one in old]
    if not taken.damaged:  # what the damaged ones have is not known
        used = {copy.sha256 for one in every if one not in old for copy in one.copies}
        taken.freed = objects.sweep(store, used)
