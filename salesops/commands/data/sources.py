"""Each file, its source, the tables it fills, and what can be asked.

Example: salesops sources --data exports
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from salesops.commands.asked import ANSWERS, all_asked
from salesops.errors import SalesopsError
from salesops.exports import canonical, loader
from salesops.exports.catalogue import Catalogue, Recognised, filled
from salesops.exports.recognise import Match, Near
from salesops.result import Finding, Level, Report, Table
from salesops.units import Count, Text

PASSED_OVER = ": passed over, "
"""Behind the names of files that a source knows and uses no row of, in what it says of them."""


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
class Alike:
    """Commands that find in these exports what they need, or that lack the same."""

    answers: Text
    """yes, in part (a table is not there that would tell more), or no."""
    lacks: Text
    """Tables without which these commands have no answer."""
    commands: Text


def sources(catalogue: Catalogue) -> Report:
    """List what is recognised, and for the rest what it lacks."""
    counts, notes, problem = _counts(catalogue)
    lines = [line for r in catalogue.files for line in _lines(catalogue, r, counts)]
    unknown = [
        Unknown(catalogue.name(r.file.path), r.found.source.name, ", ".join(r.found.lacks))
        for r in catalogue.files
        if isinstance(r.found, Near)
    ]
    # Where nothing could be counted there may be rows of all of them.
    fed = {line.table for line in lines if line.rows or not counts}
    every = len(catalogue.files)
    files = "file is" if every == 1 else "files are"
    headline = f"{every - len(unknown)} of {every} {files} recognised."
    notes = (*notes, *_idle(catalogue))
    tables = (
        Table("sources", "Recognised", Line, lines),
        Table("unknown", "Not recognised", Unknown, unknown, shown=bool(unknown)),
        Table("commands", "What can be asked", Alike, _alike(fed), shown=bool(lines)),
    )
    return Report("sources", "Sources", headline, tables=tables, findings=problem, notes=notes)


def _lines(
    catalogue: Catalogue, recognised: Recognised, counts: Mapping[tuple[str, str], int]
) -> list[Line]:
    name, found = catalogue.name(recognised.file.path), recognised.found
    if isinstance(found, Near):
        return []
    # What fills no table goes by the name of its input, which says what it holds.
    tables = filled(found) or (f"none: {found.input.name.replace('_', ' ')}",)
    if filled(found) and len(found.source.inputs) > 1:
        # A file of several that one source reads may lend all it says to the rows of the others.
        fed = tuple(t for t in tables if (name, t) in counts)
        tables = fed or (", ".join(t for t in tables if t in _reading(found)),)
    return [Line(name, found.source.name, table, counts.get((name, table))) for table in tables]


def _alike(tables: Collection[str]) -> list[Alike]:
    """The commands by what they answer, those first that answer most."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in all_asked():
        lacks = ", ".join(sorted(one.lacking(tables)))
        found.setdefault((one.answers(tables), lacks), []).append(one.name)
    alike = [Alike(answers, lacks, ", ".join(names)) for (answers, lacks), names in found.items()]
    return sorted(alike, key=lambda one: ANSWERS.index(one.answers))


def _reading(found: Match) -> set[str]:
    """The statements of a source that read one of its inputs, also by way of one another."""
    words = {s.name: set(re.findall(r"\w+", s.sql)) for s in found.source.sql.statements}
    reading = {found.input.name}
    while more := {name for name, used in words.items() if used & reading} - reading:
        reading |= more
    return reading


def _idle(catalogue: Catalogue) -> Iterator[str]:
    """A sentence on the files of each source that fills nothing."""
    found = (r.found for r in catalogue.files if isinstance(r.found, Match))
    idle = Counter(match.source.name for match in found if not filled(match))
    for name, count in sorted(idle.items()):
        files = "file" if count == 1 else "files"
        yield f"{count} {files} of {name}{PASSED_OVER}no table here holds what they say"


def _counts(
    catalogue: Catalogue,
) -> tuple[dict[tuple[str, str], int], tuple[str, ...], tuple[Finding, ...]]:
    """Rows by file and table, and why a file gave none; or why the exports cannot be loaded."""
    try:
        book = loader.load(catalogue, frozenset(), frozenset(canonical.tables()))
    except SalesopsError as error:
        return {}, (), (Finding(Level.ERROR, error.code, str(error)),)
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
    passed = tuple(note for note in book.notes if PASSED_OVER in note)
    return found, passed, ()
