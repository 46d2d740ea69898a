"""Columns that are missing, new, or differ between the files of one table."""

from collections.abc import Iterator, Sequence

from salesops.checks.opened import Opened, named
from salesops.checks.sql_name import sql_name
from salesops.checks.verdict import Ruling, failed, passed
from salesops.exports.source import normal
from salesops.result import Level
from salesops.units import counted


def look(opened: Opened) -> Iterator[Ruling]:
    """One file against what its table declares."""
    name, table = opened.name, opened.table
    missing = [
        c.label
        for c in table.columns
        # A contract's column may go by another name in SQL; a source's always goes by its own.
        if not c.optional and opened.labels.keys().isdisjoint((c.name, sql_name(c.name)))
    ]
    if missing:
        message = (
            f"{name}: lacks {named(missing)}, which {table.name} declares: export it with them."
        )
        yield failed("missing-column", name, message, f"{len(missing)} missing", wanted="none")
    else:
        yield passed("missing-column", name, "none missing", "none")
    new = _undeclared(opened)
    if new and not table.further:
        message = f"{name}: has {named(new)}, which {table.name} does not declare: not read."
        yield failed("new-column", name, message, f"{len(new)} new", wanted="none")
    else:
        yield passed("new-column", name, f"{len(new)} beside those declared")
    if not opened.raw.match.header.delimiter:
        yield _stored(opened)


def _undeclared(opened: Opened) -> list[str]:
    declared = {header for c in opened.table.columns for header in c.headers}
    labels = opened.raw.match.header.names
    return [label for label in labels if label.strip() and normal(label) not in declared]


def _stored(opened: Opened) -> Ruling:
    """Parquet types each column: a number stored as text was written by something that guessed."""
    texts = {
        opened.labels[n]: r
        for n, r in opened.raw.readings.items()
        if r.stored == "VARCHAR" and r.column.type not in ("text", "flag")
    }
    if not texts:
        return passed("type", opened.name, "columns are stored as their types")
    message = (
        f"{opened.name}: stores {named(list(texts))} as text: write numbers and dates as such."
    )
    said = f"{len(texts)} stored as text"
    numbers = any(r.column.type not in ("instant", "date") for r in texts.values())
    # Dates as text are read as in a CSV; numbers as text were most likely of another type before.
    level = Level.ERROR if numbers else Level.WARNING
    return failed("type", opened.name, message, said, wanted="none", level=level)


def between(files: Sequence[Opened]) -> Iterator[Ruling]:
    """The files of one table against the first of them."""
    first, table = files[0], files[0].table
    columns = _columns_of(first)
    for other in files[1:]:
        here = _columns_of(other)
        gone = [columns[name] for name in sorted(columns.keys() - here.keys())]
        new = [here[name] for name in sorted(here.keys() - columns.keys())]
        yield from _columns(first, other, gone, new)
        yield _types(first, other)
    orders = {tuple(normal(n) for n in f.raw.match.header.names) for f in files}
    yield passed(
        "column-order",
        table.name,
        f"{counted(len(orders), 'order')} in {counted(len(files), 'file')}",
    )


def _columns_of(opened: Opened) -> dict[str, str]:
    """Its headers as they are compared, and as the file writes them."""
    labels = opened.raw.match.header.names
    return {normal(label): label for label in labels if label.strip()}


def _columns(first: Opened, other: Opened, gone: list[str], new: list[str]) -> Iterator[Ruling]:
    if first.table.source:  # a system's exports differ by its version: its source knows them
        said = f"{len(gone):,} columns fewer and {len(new):,} more than {first.name}"
        yield passed("drift", other.name, said)
        return
    if gone:
        message = f"{other.name}: lacks {named(gone)}, which {first.name} has: export it alike."
        yield failed(
            "drift", other.name, message, f"{counted(len(gone), 'column')} fewer", wanted="none"
        )
    if new:
        message = f"{other.name}: has {named(new)}, which {first.name} lacks: export it alike."
        said = f"{counted(len(new), 'column')} more"
        yield failed("new-column", other.name, message, said, wanted="none", level=Level.WARNING)
    if not gone and not new:
        yield passed("drift", other.name, "the same columns")


def _types(first: Opened, other: Opened) -> Ruling:
    ours, theirs = _kinds(first), _kinds(other)
    differ = [n for n in ours if n in theirs and ours[n] != theirs[n]]
    if not differ:
        return passed("drift", other.name, "the same types")
    name = differ[0]
    message = (
        f"{other.name}: stores {first.labels[name]!r} as {theirs[name]}, {first.name} as "
        f"{ours[name]}: write one type."
    )
    return failed("drift", other.name, message, f"{len(differ)} types differ", wanted="none")


def _kinds(opened: Opened) -> dict[str, str]:
    """What Parquet stores its columns as; of text files nothing, since all of them is text."""
    if opened.raw.match.header.delimiter:
        return {}
    return {name: reading.stored for name, reading in opened.raw.readings.items()}
