"""Each file, the source that recognises it, and the tables it fills.

Example: salesops sources --data exports
"""

from collections.abc import Mapping
from dataclasses import dataclass

from salesops.errors import SalesopsError
from salesops.exports import canonical, loader
from salesops.exports.catalogue import Catalogue, Recognised, filled
from salesops.exports.recognise import Near
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


def sources(catalogue: Catalogue) -> Report:
    """List what is recognised, and for the rest what it lacks."""
    counts, notes, problem = _counts(catalogue)
    lines = [line for r in catalogue.files for line in _lines(catalogue, r, counts)]
    unknown = [
        Unknown(catalogue.name(r.file.path), r.found.source.name, ", ".join(r.found.lacks))
        for r in catalogue.files
        if isinstance(r.found, Near)
    ]
    every = len(catalogue.files)
    files = "file is" if every == 1 else "files are"
    headline = f"{every - len(unknown)} of {every} {files} recognised."
    tables = (
        Table("sources", "Recognised", Line, lines),
        Table("unknown", "Not recognised", Unknown, unknown, shown=bool(unknown)),
    )
    return Report("sources", "Sources", headline, tables=tables, findings=problem, notes=notes)


def _lines(
    catalogue: Catalogue, recognised: Recognised, counts: Mapping[tuple[str, str], int]
) -> list[Line]:
    name, found = catalogue.name(recognised.file.path), recognised.found
    if isinstance(found, Near):
        return []
    return [
        Line(name, found.source.name, table, counts.get((name, table))) for table in filled(found)
    ]


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
