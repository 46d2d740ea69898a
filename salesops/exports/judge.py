"""Which shapes the values of each column have: all of them looked at, none guessed."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from salesops.errors import InputError
from salesops.exports import looks
from salesops.exports.parquet_types import typed_shape
from salesops.exports.readings import Reading
from salesops.exports.recognise import Match
from salesops.exports.shapes import Shape
from salesops.exports.source import InputColumn
from salesops.exports.writing import shapes_of
from salesops.queries.duck import Duck


def judge(
    duck: Duck,
    table: str,
    found: Match,
    path: Path,
    date_order: str | None = None,
    *,
    compact: bool = True,
) -> dict[str, Reading]:
    """For each column of the file, how its values are read; what cannot be is its `problem`.

    Args:
        duck: Where the file is staged.
        table: The staged table.
        found: The input that it is.
        path: The file, as a problem names it.
        date_order: `dmy` or `mdy`, where the user says so.
        compact: Whether 20260314 is a day without being declared one.
    """
    kinds = {row[0]: row[1] for row in duck.run(f"DESCRIBE {table}").tuples}
    columns = [c for c in found.input.columns if c.name in found.places]
    ways = {
        c.name: shapes_of(c, compact=compact, delimiter=found.header.delimiter)
        for c in columns
        if kinds[c.name] == "VARCHAR" and c.type != "text"
    }
    first = looks.first(duck, table, [c for c in columns if c.name in ways], ways)
    readings = {}
    for column in columns:
        where = f"{path}: column {found.written(column.name)!r}"
        if column.name not in ways:
            reading = _stored(duck, table, column, kinds[column.name], where)
        else:
            reading = first[column.name]
            if reading.bad:
                reading = looks.second(duck, table, column, ways[column.name], where, date_order)
        readings[column.name] = _refused(_in_utc(reading), where)
    return readings


def settled(readings: Mapping[str, Reading]) -> dict[str, Reading]:
    """The same readings, where none has a problem.

    Raises:
        InputError: a Parquet type that cannot become the column's, or a bad value where the
            source refuses the file for one.
        UnsettledError: slashed dates that no value proves day-first or month-first.
    """
    for reading in readings.values():
        if reading.problem:
            raise reading.problem
    return dict(readings)


def _in_utc(reading: Reading) -> Reading:
    """The same, where a system writes all its stamps in UTC and says so nowhere."""
    if not reading.column.utc:
        return reading
    shapes = (s if s.minutes or s.day_only else replace(s, minutes="0") for s in reading.shapes)
    return replace(reading, shapes=tuple(shapes))


def _refused(reading: Reading, where: str) -> Reading:
    if not reading.bad or reading.problem or reading.column.policy != "refuse":
        return reading
    problem = InputError(f"{where}: {reading.bad} values do not parse", check="type")
    return replace(reading, problem=problem)


def _stored(duck: Duck, table: str, column: InputColumn, kind: str, where: str) -> Reading:
    """A column of text, or one whose Parquet type settles how it is read."""
    if kind == '"NULL"':  # a Parquet column that never had a value
        return Reading(column, (), 0, kind)
    if kind == "VARCHAR":
        return Reading(column, (Shape("text", "", "{c}"),), 0)
    shape = typed_shape(column.type, kind)
    if shape is None:
        why = f"{where} is {kind} in the Parquet file, which cannot be read as {column.type}"
        return Reading(column, (), 0, kind, problem=InputError(why, check="type"))
    value = shape.value(column.name)
    bad = duck.value(f"SELECT count({column.name}) - count({value}) FROM {table}")
    return Reading(column, (shape,), bad, kind)
