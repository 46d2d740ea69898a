"""Each file, its source, the tables it fills, and what can be asked.

Example: salesops sources --data exports
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from salesops.checks.exam import Exam
from salesops.commands.asked import ANSWERS, all_asked
from salesops.commands.data._sources.found import Found, loaded, lying
from salesops.errors import SalesopsError
from salesops.exports import canonical, loader, store, store_book
from salesops.exports.catalogue import Catalogue
from salesops.exports.recognise import Near
from salesops.queries.book import Book
from salesops.result import Finding, Level, Report, Table, titled
from salesops.units import Count, Instant, Text, counted

PASSED_OVER = ": passed over, "
"""Behind the names of files that a source knows and uses no row of, in what it says of them."""
_Rows = Mapping[tuple[str, str], int]
"""By file and table."""


@dataclass(frozen=True)
class Line:
    """A table that a file fills."""

    file: Text
    source: Text
    table: Text
    rows: Count | None


@dataclass(frozen=True)
class Unknown:
    """A file that no source recognises."""

    file: Text
    nearest: Text
    lacks: Text


@dataclass(frozen=True)
class Loaded:
    """An export that a store holds."""

    file: Text
    rows_in: Count = field(metadata=titled("Rows in"))
    loaded: Instant
    path: Text = field(metadata=titled("Lay at"))


@dataclass(frozen=True)
class Alike:
    """Commands that find in these exports what they need, or that lack the same."""

    answers: Text
    """yes, in part (a table is not there that would tell more), or no."""
    lacks: Text
    """Tables without which these commands have no answer."""
    commands: Text


def sources(exam: Exam) -> Report:
    """List what is recognised, and for the rest what it lacks."""
    kept = store.place(exam.options.data)
    return _of_store(exam, kept) if kept else _of_exports(exam)


def _of_exports(exam: Exam) -> Report:
    catalogue = Catalogue(exam.options, exam.settings)
    unknown = [
        Unknown(catalogue.name(r.file.path), r.found.source.name, ", ".join(r.found.lacks))
        for r in catalogue.files
        if isinstance(r.found, Near)
    ]
    every = len(catalogue.files)
    files = "file is" if every == 1 else "files are"
    return _report(
        f"{every - len(unknown)} of {every} {files} recognised.",
        list(lying(catalogue)),
        _counted(partial(loader.load, catalogue)),
        Table("unknown", "Not recognised", Unknown, unknown, shown=bool(unknown)),
    )


def _of_store(exam: Exam, kept: Path) -> Report:
    exports = store.read(kept, exam.options.memory).exports
    rows = [Loaded(one.name, one.total, one.loaded, one.path) for one in exports]
    return _report(
        f"{kept} holds {counted(len(rows), 'export')}.",
        list(loaded(exports, exam.settings)),
        _counted(partial(store_book.book, kept, exam.options, exam.settings)),
        Table("loaded", "Loaded", Loaded, rows),
    )


def _report(headline: str, found: list[Found], counts: "_Counts", of_files: Table) -> Report:
    lines = [line for one in found for line in _lines(one, counts.rows)]
    # Where nothing could be counted there may be rows of all of them.
    fed = {line.table for line in lines if line.rows or not counts.rows}
    tables = (
        Table("sources", "Recognised", Line, lines),
        of_files,
        Table("commands", "What can be asked", Alike, _alike(fed), shown=bool(lines)),
    )
    notes = (*counts.notes, *_idle(found))
    return Report(
        "sources", "Sources", headline, tables=tables, findings=counts.problem, notes=notes
    )


def _lines(one: Found, counts: _Rows) -> Iterator[Line]:
    for table in one.fills({table for name, table in counts if name == one.name}):
        yield Line(one.name, one.source, table, counts.get((one.name, table)))


def _alike(tables: Collection[str]) -> list[Alike]:
    """The commands by what they answer, those first that answer most."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in all_asked():
        lacks = ", ".join(sorted(one.lacking(tables)))
        found.setdefault((one.answers(tables), lacks), []).append(one.name)
    alike = [Alike(answers, lacks, ", ".join(names)) for (answers, lacks), names in found.items()]
    return sorted(alike, key=lambda one: ANSWERS.index(one.answers))


def _idle(found: Iterable[Found]) -> Iterator[str]:
    """A sentence on the files of each source that fills nothing."""
    idle = Counter(one.source for one in found if not one.tables)
    for name, count in sorted(idle.items()):
        files = "file" if count == 1 else "files"
        yield f"{count} {files} of {name}{PASSED_OVER}no table here holds what they say"


@dataclass(frozen=True)
class _Counts:
    """Rows by file and table, and why a file gave none; or why nothing could be loaded."""

    rows: _Rows
    notes: tuple[str, ...] = ()
    problem: tuple[Finding, ...] = ()


def _counted(load: Callable[[frozenset[str], frozenset[str]], Book]) -> _Counts:
    try:
        book = load(frozenset(), frozenset(canonical.tables()))
    except SalesopsError as error:
        return _Counts({}, problem=(Finding(Level.ERROR, error.code, str(error)),))
    try:
        found = {
            (file, table): count
            for table in sorted(book.filled)
            for file, count in book.engine.run(
                f"SELECT source_file, count(*) FROM {table} GROUP BY source_file"
            ).tuples
        }
    finally:
        book.engine.close()
    return _Counts(found, tuple(note for note in book.notes if PASSED_OVER in note))
