"""Column by column, how a file is read and which commands lose by it.

Example: salesops map orders.csv
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from salesops import commands
from salesops.commands.asked import Asks, all_asked
from salesops.commands.data._map.columns import Seen, seen
from salesops.commands.data._map.flow import Flow, flow
from salesops.commands.data._map.words import cut, grouped, headline, needs, some, unused
from salesops.exports.source import InputColumn
from salesops.result import DATA_ONLY, Report, Table, titled
from salesops.settings import FILE, Settings, read
from salesops.units import Count, Flag, Text

File = Annotated[Path, typer.Argument(help="The file of an export.")]
Config = Annotated[
    Path | None,
    typer.Option(
        envvar="SALESOPS_CONFIG", help="Settings; else ./salesops.toml, or beside the file."
    ),
]
Source = Annotated[
    str | None, typer.Option(help="See it beside this source, not the one that fits best.")
]
_TYPES = {"instant": "date and time"}
_BY_WORDS = (
    "Which columns a command reads is told by the words of its SQL, so that too many may be "
    "named, and another file may state what this one does not."
)


@dataclass(frozen=True)
class Used:
    """A column of the file that its source knows."""

    header: Text
    status: Text
    """matched, duplicate (another header means the same and is read), not used, or in the way:
    one that no file of the source has."""
    read_as: Text = field(metadata=DATA_ONLY)
    """The source's own name for it."""
    type: Text
    example: Text
    feeds: Text = field(metadata=titled("Goes to"))
    """Canonical columns that take its values."""


@dataclass(frozen=True)
class Usable(Used):
    """A column that would be used, were the file recognised."""

    feeds: Text = field(metadata=titled("Would go to"))


@dataclass(frozen=True)
class Line(Used):
    """Any column of the file."""

    like: Text
    """A header that is missing and spelled almost so."""


@dataclass(frozen=True)
class Missing:
    """A column of the source that the file does not have."""

    column: Text
    needed: Text
    headers: Text
    """Those that would do."""
    empty: Text = field(metadata=titled("Then empty"))
    """Canonical columns that this one would fill, and no column of the file does."""
    lose: Text = field(metadata=titled("Commands that lose by it"))
    """The commands that read them."""


@dataclass(frozen=True)
class Whole:
    """What the headline says, for the data formats."""

    file: Text
    recognised: Flag
    source: Text
    """The one that recognises it, else the nearest, or the one asked for."""
    used: Count
    columns: Count
    lacks: Text


@dataclass(frozen=True)
class Known:
    """A source, for a file that is like none."""

    source: Text
    needs: Text = field(metadata=titled("Columns that it needs"))


@dataclass(frozen=True)
class Command:
    """A command, asked of this file alone."""

    command: Text
    answers: Text
    lacks: Text


def map(file: File, source: Source = None, config: Config = None) -> Report:  # noqa: A001 - it is the command's name
    """See how one file is read: its own columns, the source's, and who can do with it."""
    found = seen(file, _settings(file, config), source)
    flows = flow(
        found.source.sql.statements, found.tables, (column.name for column in found.input.columns)
    )
    asked, lines, lost = all_asked(), list(_lines(found, flows)), found.lost
    used = [line for line in lines if line.status != "not used"]
    missing = [] if lost else sorted(_missing(found, flows, asked), key=_weight)
    tables = (
        Table("columns", "Columns of the file", Line, lines, shown=False),
        Table(
            "used",
            "Columns that are used" if found.lacks is None else "Columns that would be used",
            Used if found.lacks is None else Usable,
            used,
            unused(found),
            shown=bool(used),
        ),
        Table(
            "missing",
            f"Columns of {found.source.name} that it does not have",
            Missing,
            missing,
            _BY_WORDS,
            shown=bool(missing),
        ),
        Table(
            "known", "What salesops knows", Known, list(_known(found)) if lost else [], shown=lost
        ),
        Table(
            "commands",
            "Asked of this file alone",
            Command,
            _commands(found, asked),
            shown=found.lacks is None,
        ),
        Table("file", "File", Whole, [_whole(found)], shown=False),
    )
    notes = () if used or not lines else (unused(found),)
    return Report("map", "Map", headline(found), tables=tables, notes=notes)


def _settings(file: Path, config: Path | None) -> Settings:
    near = (path for path in (Path(FILE), file.parent / FILE) if path.exists())
    path = config or next(near, None)
    return read(path, commands.names()) if path else Settings()


def _whole(found: Seen) -> Whole:
    return Whole(
        file=found.name,
        recognised=found.lacks is None,
        source="" if found.lost else found.source.name,
        used=found.used,
        columns=len(found.headers),
        lacks="" if found.lost else ", ".join(found.lacks or ()),
    )


def _lines(found: Seen, flows: Flow) -> Iterator[Line]:
    for place, header in enumerate(found.headers):
        columns = found.at(place)
        yield Line(
            header=header,
            status=_status(found, place),
            read_as=", ".join(column.name for column in columns),
            type=", ".join(dict.fromkeys(_TYPES.get(c.type, c.type) for c in columns)),
            example=cut(found.examples[place]),
            feeds=grouped(name for column in columns for name in flows.feeds(column.name)),
            like=found.like(place),
        )


def _status(found: Seen, place: int) -> str:
    if found.at(place):
        return "matched" if found.lacks is None else "would match"
    if place in found.in_the_way:
        return "in the way"
    return "not used" if found.strange(place) else "duplicate"


def _missing(found: Seen, flows: Flow, asked: Iterable[Asks]) -> Iterator[Missing]:
    now = flows.filled(found.places)
    for column in found.missing:
        empty = flows.filled({*found.places, column.name}) - now
        needed = _needed(column, found)
        losing = [asks.name for asks in asked if asks.columns & empty]
        yield Missing(
            column=column.name,
            needed=needed,
            headers=some(dict.fromkeys((column.label, *column.headers[1:]))),
            empty=grouped(sorted(empty)),
            lose="all: not recognised without it" if needed != "no" else ", ".join(losing),
        )


def _needed(column: InputColumn, found: Seen) -> str:
    """`yes`, `no`, or the columns of which one is."""
    if column.needed:
        return "yes"
    group = [c for c in found.input.columns if column.group and c.group == column.group]
    if not group or any(c.name in found.places for c in group):
        return "no"
    return f"one of {', '.join(c.name for c in group)}"


def _weight(line: Missing) -> tuple[bool, bool]:
    """What is needed first, then what somebody loses by; else as the source lists them."""
    return line.needed == "no", not line.lose


def _known(found: Seen) -> Iterator[Known]:
    for source in found.known:
        for wanted in source.inputs:
            if not wanted.optional:
                yield Known(source.name, ", ".join(needs(wanted)))


def _commands(found: Seen, asked: Iterable[Asks]) -> list[Command]:
    tables = found.tables if found.lacks is None else ()
    return [
        Command(asks.name, asks.answers(tables), ", ".join(asks.lacks(tables))) for asks in asked
    ]
