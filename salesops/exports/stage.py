"""One file into one checked view: text in, shapes judged, values cast, rejects out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from salesops.errors import InputError, UnsettledError
from salesops.exports.recognise import Match
from salesops.exports.shapes import MONEY, NUMBER, TEXT_SHAPES, Shape, typed_shape
from salesops.exports.source import InputColumn
from salesops.queries.duck import Duck, identifier, literal

SQL_TYPES = {
    "text": "VARCHAR",
    "money": MONEY,
    "number": NUMBER,
    "rate": "DOUBLE",
    "instant": 'STRUCT("at" TIMESTAMP, "local" TIMESTAMP)',
    "date": "DATE",
    "flag": "BOOLEAN",
}


@dataclass(frozen=True)
class Reading:
    """How one column's values are read: its shapes in order, and how many values fit none."""

    column: InputColumn
    shapes: tuple[Shape, ...]
    bad: int

    def sql(self, of: str) -> str:
        """SQL of the value, NULL where it fits none of the shapes."""
        return self._cases([(shape, shape.value(of)) for shape in self.shapes], of)

    def minutes(self, of: str) -> str:
        """SQL of the offset from UTC in minutes; NULL where none is stated."""
        return self._cases([(s, s.offset(of)) for s in self.shapes if s.minutes], of)

    def _cases(self, values: list[tuple[Shape, str]], of: str) -> str:
        if not values:
            return "NULL"
        if len(self.shapes) == 1 and (not self.bad or not self.shapes[0].pattern):
            return values[0][1]
        whens = (f"WHEN {_fits(shape, of)} THEN {value}" for shape, value in values)
        return f"CASE {' '.join(whens)} END"


@dataclass(frozen=True)
class Raw:
    """A file as text in a table of its own, each column judged, nothing cast yet."""

    table: str
    path: Path
    name: str
    match: Match
    digest: str
    shop: str
    rows: int
    ragged: tuple[tuple[int, str], ...]
    """Rows with too few or too many fields, by byte position, and what was wrong."""
    readings: Mapping[str, Reading]

    @property
    def total(self) -> int:
        """Rows in the file, the ragged ones too."""
        return self.rows + len(self.ragged)


def _fits(shape: Shape, of: str) -> str:
    return f"regexp_full_match({of}, {literal(shape.pattern)})" if shape.pattern else "TRUE"


def read_csv(duck: Duck, table: str, path: Path, found: Match) -> tuple[tuple[int, str], ...]:
    """Store the columns that the input wants as trimmed text; the ragged rows come back.

    The dialect is pinned, since DuckDB's own guesses lose rows silently (docs/reading.md).
    """
    fields = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(len(found.header.names)))
    wanted = ", ".join(f"nullif(trim(c{at}), '') AS {name}" for name, at in found.places.items())
    duck.run(
        f"CREATE TABLE {table} AS SELECT {wanted} FROM read_csv({literal(str(path))}, "
        f"auto_detect=false, header=false, skip={found.header.records}, comment='', "
        f"delim={literal(found.header.delimiter)}, quote='\"', escape='\"', strict_mode=true, "
        f"null_padding=false, columns={{{fields}}}, max_line_size=16777216, store_rejects=true, "
        f"rejects_table='{table}_ragged', rejects_scan='{table}_scan')"
    )
    errors = duck.run(
        f"SELECT line_byte_position, min(error_message) FROM {table}_ragged GROUP BY 1 ORDER BY 1"
    )
    return tuple((row[0], row[1]) for row in errors.tuples)


def read_parquet(duck: Duck, table: str, path: Path, found: Match) -> None:
    """Store the columns that the input wants with the types that the file gives them."""
    described = duck.run(f"DESCRIBE SELECT * FROM read_parquet({literal(str(path))})").tuples
    kinds = {row[0]: row[1] for row in described}
    names = found.header.names
    wanted = ", ".join(
        f"{_trimmed(names[at], kinds[names[at]])} AS {name}" for name, at in found.places.items()
    )
    duck.run(f"CREATE TABLE {table} AS SELECT {wanted} FROM read_parquet({literal(str(path))})")


def _trimmed(name: str, kind: str) -> str:
    quoted = identifier(name)
    return f"nullif(trim({quoted}), '')" if kind == "VARCHAR" else quoted


def judge(
    duck: Duck, table: str, found: Match, path: Path, date_order: str | None
) -> dict[str, Reading]:
    """For each column of the file, how its values are read.

    Raises:
        InputError: a Parquet type that cannot become the column's, or a bad value where the
            source refuses the file for one.
        UnsettledError: slashed dates that no value proves day-first or month-first.
    """
    kinds = {row[0]: row[1] for row in duck.run(f"DESCRIBE {table}").tuples}
    columns = [c for c in found.input.columns if c.name in found.places]
    texts = [c for c in columns if kinds[c.name] == "VARCHAR" and c.type != "text"]
    first = _first_shapes(duck, table, texts)
    readings = {}
    for column in columns:
        where = f"{path}: column {found.written(column.name)!r}"
        if column in texts:
            reading = first[column.name]
            if reading.bad:
                reading = _second_look(duck, table, column, where, date_order)
        elif kinds[column.name] == '"NULL"':  # a Parquet column that never had a value
            reading = Reading(column, (), 0)
        elif kinds[column.name] == "VARCHAR":
            reading = Reading(column, (Shape("text", "", "{c}"),), 0)
        else:
            reading = _typed(duck, table, column, kinds[column.name], where)
        if reading.bad and column.policy == "refuse":
            raise InputError(f"{where}: {reading.bad} values do not parse")
        readings[column.name] = reading
    return readings


def _first_shapes(duck: Duck, table: str, columns: list[InputColumn]) -> dict[str, Reading]:
    """One look at all text columns: each by the shape of a value of it, with what does not fit."""
    if not columns:
        return {}
    values = ", ".join(f"any_value({c.name})" for c in columns)
    samples = duck.run(f"SELECT {values} FROM {table}").tuples[0]
    shapes = [_shape_of(c.type, value) for c, value in zip(columns, samples, strict=True)]
    counts = ", ".join(
        f"count({c.name}) - count(CASE WHEN {_fits(s, c.name)} THEN {s.value(c.name)} END)"
        for c, s in zip(columns, shapes, strict=True)
    )
    bad = duck.run(f"SELECT {counts} FROM {table}").tuples[0]
    return {
        # A shape that needs proof or a word of its own is looked at again, so it counts as bad.
        # A column without a value has no shape: what it could have held says nothing.
        c.name: Reading(c, (s,) if seen else (), n or int(bool(s.proof or s.said)) if seen else 0)
        for c, s, n, seen in zip(columns, shapes, bad, samples, strict=True)
    }


def _shape_of(kind: str, value: str | None) -> Shape:
    shapes = TEXT_SHAPES[kind]
    return next((s for s in shapes if value and re.fullmatch(s.pattern, value)), shapes[0])


def _second_look(
    duck: Duck, table: str, column: InputColumn, where: str, date_order: str | None
) -> Reading:
    """Count the values of each shape; keep the shapes that occur and are proven."""
    name, shapes = column.name, TEXT_SHAPES[column.type]
    counts = ", ".join(
        f"count(CASE WHEN {_fits(s, name)} THEN {s.value(name)} END), "
        f"count_if(regexp_full_match({name}, {literal(s.proof or '^$.')}))"
        for s in shapes
    )
    row = duck.run(f"SELECT count({name}), {counts} FROM {table}").tuples[0]
    seen = [(s, row[2 + 2 * i]) for i, s in enumerate(shapes) if row[1 + 2 * i]]
    slashed = [entry for entry in seen if entry[0].order]
    order = _date_order(slashed, where, date_order) if slashed else ""
    kept = [s for s, proof in seen if (s.order == order if s.order else proof or not s.proof)]
    return Reading(column, tuple(kept), row[0] - _covered(duck, table, name, kept))


def _covered(duck: Duck, table: str, name: str, shapes: list[Shape]) -> int:
    if not shapes:
        return 0
    whens = " ".join(f"WHEN {_fits(s, name)} THEN {s.value(name)}" for s in shapes)
    return int(duck.value(f"SELECT count(CASE {whens} END) FROM {table}"))


def _date_order(seen: list[tuple[Shape, int]], where: str, said: str | None) -> str:
    proven = {shape.order for shape, proof in seen if proof}
    if said or len(proven) == 1:
        return said or proven.pop()
    why = "some are month first and some day first" if proven else "no value shows which"
    raise UnsettledError(
        f"{where}: its dates could be day/month or month/day: {why}. "
        'Say which in salesops.toml: [time] date_order = "dmy" (or "mdy")'
    )


def _typed(duck: Duck, table: str, column: InputColumn, kind: str, where: str) -> Reading:
    shape = typed_shape(column.type, kind)
    if shape is None:
        raise InputError(
            f"{where} is {kind} in the Parquet file, which cannot be read as {column.type}"
        )
    value = shape.value(column.name)
    bad = duck.value(f"SELECT count({column.name}) - count({value}) FROM {table}")
    return Reading(column, (shape,), bad)
