"""Guesses about a file that nobody knows, given up where its values speak against them."""

from collections.abc import Sequence
from dataclasses import replace

from salesops.checks.contract import Table
from salesops.exports.judge import judge
from salesops.exports.raw import Raw
from salesops.exports.readings import Reading
from salesops.exports.recognise import Match
from salesops.queries.duck import Duck, literal

_TRIED = r"^\D{0,4}\d[\d\s.,:/'’-]*\D{0,4}$"
"""A number or date in whatever form, perhaps with a unit: `12,50 kr`, but not `solved`."""


def settled(duck: Duck, raw: Raw) -> tuple[Raw, tuple[str, ...]]:
    """The file with each column as text that its name alone calls an amount or a date.

    The second is their headers. A column of amounts that are written in a way that is not read
    stays one, and its values are wrong: only where most values are no such attempt, the name is.
    """
    doubted = [r for r in raw.readings.values() if r.bad and not r.problem and _words(duck, raw, r)]
    if not doubted:
        return raw, ()
    names = {r.column.name for r in doubted}
    found = _as_text(raw.match, names)
    readings = {**raw.readings, **judge(duck, raw.table, _only(found, names), raw.path)}
    labels = tuple(raw.match.written(r.column.name) for r in doubted)
    return replace(raw, match=found, readings=readings), labels


def _words(duck: Duck, raw: Raw, reading: Reading) -> bool:
    """Whether most values of a column neither can be read nor look as if they should be."""
    name = reading.column.name
    if reading.stored != "VARCHAR" or reading.column.type == "text":
        return False
    other = f"{reading.wrong(name)} AND NOT regexp_matches({name}, {literal(_TRIED)})"
    sql = f"SELECT count_if({other}), count({name}) FROM {raw.table}"
    bad, values = duck.run(sql).tuples[0]
    return bool(bad * 2 > values)


def _as_text(found: Match, names: set[str]) -> Match:
    columns = tuple(
        replace(c, type="text", words=()) if c.name in names else c for c in found.input.columns
    )
    wanted = replace(found.input, columns=columns)
    return replace(found, input=wanted)


def _only(found: Match, names: set[str]) -> Match:
    columns = tuple(c for c in found.input.columns if c.name in names)
    return replace(found, input=replace(found.input, columns=columns))


def without(table: Table, labels: Sequence[str]) -> Table:
    """The guessed table with these columns as text."""
    columns = tuple(replace(c, type="text") if c.label in labels else c for c in table.columns)
    return replace(table, columns=columns)
