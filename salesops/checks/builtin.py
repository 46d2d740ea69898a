"""The contracts that need no file: of each source that salesops knows, and a guess for the rest."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from salesops.checks.contract import Column, Rule, Table
from salesops.checks.personal import personal, reaches
from salesops.checks.sql_name import sql_name
from salesops.exports import canonical
from salesops.exports.recognise import Header, Match
from salesops.exports.source import Input, InputColumn, Source, normal
from salesops.queries.statement import SqlFile
from salesops.result import Level

UNKNOWN = "unknown"
"""The source of a file that neither a contract nor salesops knows."""
_GUESSES = {
    "id": "text",
    "value": "text",
    "ts": "instant",
    "timestamp": "instant",
    "order date": "instant",
}
_ONE_EACH = (Rule("unique", Level.WARNING), Rule("not-null", Level.WARNING))
"""Of an id that each row has for itself: its source knows what to do with a row that has not."""
_KEYS = ("id", "order id")


def of_match(found: Match) -> Table:
    """The contract of a source's input: its types and keys, and nothing against other columns."""
    name = found.source.name
    kind = found.input.name.removesuffix("rows").removesuffix("_")
    if len(found.source.inputs) > 1 and kind:  # the main one goes by the source alone
        name = f"{name} {kind}"
    names = _of_persons(found) if name == UNKNOWN else ()
    columns = tuple(
        Column(
            name=c.name,
            type=c.type,
            headers=c.headers,
            label=c.label,
            optional=not c.needed,
            key=c.key,
            personal=personal(c.label) or c.label in names,
            rules=_ONE_EACH if "unique" in c.words else (),
        )
        for c in found.input.columns
    )
    return Table(name, columns, source=found.source.name, further=True)


def _of_persons(found: Match) -> tuple[str, ...]:
    """A name is a person's where the same row says how to reach one, else of a product or so."""
    labels = found.header.names
    if not any(reaches(label) for label in labels):
        return ()
    return tuple(label for label in labels if normal(label) == "name")


def as_source(table: Table, *, whole: bool) -> Source:
    """A table of a contract as a source, so that files are matched and read alike.

    `whole` asks for every column that is not optional; else those without which no row is one.
    """
    columns = tuple(_input_column(c, whole=whole) for c in table.columns)
    return Source(table.name, SqlFile(Path(), "", ()), (Input(table.name, False, columns),))


def _input_column(column: Column, *, whole: bool) -> InputColumn:
    needed = not column.optional and (whole or column.required or column.key)
    words = ["reject", *(["needed"] if needed else []), *(["key"] if column.key else [])]
    name = sql_name(column.name)
    return InputColumn(name, column.type, tuple(words), column.headers, column.label, column.format)


def guessed(header: Header, sources: Sequence[Source]) -> Match:
    """A file that nothing knows, its columns typed as sources type columns of such a name."""
    known = _types(sources)
    names: list[str] = []
    columns = []
    for at, label in enumerate(header.names):
        name = normal(label)
        type_ = known.get(name, "text") if name else "text"
        words = ("needed", "key", "reject") if name in _KEYS else ("reject",)
        columns.append(InputColumn(_safe(name, at, names), type_, words, (name,), label))
    places = {column.name: at for at, column in enumerate(columns)}
    source = Source(UNKNOWN, SqlFile(Path(), "", ()), (Input(UNKNOWN, True, tuple(columns)),))
    return Match(source, source.inputs[0], header, places)


def whole(found: Match) -> Match:
    """The match with the file's further columns as text: they are looked at too."""
    taken = set(found.places.values())
    names = [column.name for column in found.input.columns]
    more = [
        (InputColumn(_safe(normal(label), at, names), "text", (), (normal(label),), label), at)
        for at, label in enumerate(found.header.names)
        if at not in taken
    ]
    columns = (*found.input.columns, *(column for column, _ in more))
    places = found.places | {column.name: at for column, at in more}
    wanted = replace(found.input, columns=columns)
    return Match(found.source, wanted, found.header, places)


def _safe(name: str, at: int, taken: list[str]) -> str:
    """A name of its own for a column of the file, fit for SQL; noted as taken."""
    made = sql_name(name.replace(" ", "_"))
    if made.lower() in (other.lower() for other in taken):
        made = f"{made}_{at + 1}"
    taken.append(made)
    return made


def _types(sources: Iterable[Source]) -> dict[str, str]:
    """The type that sources give most often to a header."""
    votes: dict[str, Counter[str]] = {}
    for source in (*sources, canonical.source()):
        for column in (c for i in source.inputs for c in i.columns if not c.never):
            for header in column.headers:
                votes.setdefault(header, Counter())[column.type] += 1
    return {h: v.most_common(1)[0][0] for h, v in votes.items()} | _GUESSES
