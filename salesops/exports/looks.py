"""Two looks at columns of text: a quick one that settles most, and one at what it leaves open."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from salesops.exports import proof
from salesops.exports.readings import Reading, fits
from salesops.exports.shapes import Shape
from salesops.exports.shapes_numbers import SIGNATURE
from salesops.exports.source import InputColumn
from salesops.queries.duck import Duck, literal

_DATED = ("date", "instant")
_NONE = {"", "none"}
_HEAD = 200
"""Rows in which a value that proves its shape is looked for: most columns have one there."""
_SOME = 10_000
"""Rows by which a column's values repeat or do not."""
_MANY = 100_000
"""Rows of a file in which it counts how its values are looked at."""
_OFTEN = 4
"""Times that a value must stand there on average to be worth gathering."""


def first(
    duck: Duck, table: str, columns: list[InputColumn], ways: Mapping[str, Sequence[Shape]]
) -> dict[str, Reading]:
    """One look at all text columns: each by the shape of a value of it, with what does not fit."""
    if not columns:
        return {}
    samples = _samples(duck, table, columns, ways)
    shapes = [_shape_of(ways[c.name], samples[c.name]) for c in columns]
    bad = _unfit(duck, table, columns, shapes)
    found = {}
    for column, shape, count in zip(columns, shapes, bad, strict=True):
        sample = samples[column.name]
        # What is not settled by this look is looked at again, so it counts as bad.
        again = not _settles(shape, ways[column.name], sample or "")
        # A column without a value has no shape: what it could have held says nothing.
        found[column.name] = (
            Reading(column, (shape,), count or int(again)) if sample else Reading(column, (), 0)
        )
    return found


def _unfit(
    duck: Duck, table: str, columns: list[InputColumn], shapes: Sequence[Shape]
) -> Sequence[int]:
    """How many values of each column do not fit its shape."""
    repeat = _repeating(duck, table, columns)
    counts = ", ".join(
        f"(SELECT coalesce(sum(n), 0)::BIGINT FROM ({_texts(table, c.name, once=once)}) "
        f"WHERE (CASE WHEN {fits(s, 'v')} THEN {s.value('v')} END) IS NULL)"
        for c, s, once in zip(columns, shapes, repeat, strict=True)
    )
    return duck.run(f"SELECT {counts}").tuples[0]


def _texts(table: str, name: str, *, once: bool) -> str:
    """SQL of a column's values (v) with how often each stands there (n); `once` gathers equals."""
    many = f"SELECT {name} AS v, 1 AS n FROM {table} WHERE {name} IS NOT NULL"
    return many.replace("1 AS n", "count(*) AS n") + " GROUP BY ALL" if once else many


def _repeating(duck: Duck, table: str, columns: list[InputColumn]) -> list[bool]:
    """Of each column whether its values repeat, as days do: to gather them costs less than to read.

    Only how fast the answer comes hangs on it, so the first rows may say, and few rows need not.
    """
    if duck.value(f"SELECT count(*) FROM {table}") < _MANY:
        return [False] * len(columns)
    counts = ", ".join(f"count(DISTINCT {c.name}) * {_OFTEN} <= count(*)" for c in columns)
    rows = ", ".join(c.name for c in columns)
    return list(
        duck.run(f"SELECT {counts} FROM (SELECT {rows} FROM {table} LIMIT {_SOME})").tuples[0]
    )


def _samples(
    duck: Duck, table: str, columns: list[InputColumn], ways: Mapping[str, Sequence[Shape]]
) -> dict[str, str | None]:
    """A value of each column, one that proves its order where the first rows hold one."""
    names = ", ".join(c.name for c in columns)
    head = duck.run(f"SELECT {names} FROM {table} LIMIT {_HEAD}").tuples
    found: dict[str, str | None] = {}
    for at, column in enumerate(columns):
        shapes = ways[column.name]
        values = dict.fromkeys(row[at] for row in head if row[at])
        proofs = (v for v in values if _ordered(shapes) and len(_orders(shapes, v)) == 1)
        found[column.name] = (
            next(proofs, None) or next(iter(values), None) or _any(duck, table, column.name)
        )
    return found


def _any(duck: Duck, table: str, name: str) -> str | None:
    value: str | None = duck.value(f"SELECT any_value({name}) FROM {table}")
    return value


def _ordered(shapes: Iterable[Shape]) -> bool:
    return any(shape.order for shape in shapes)


def _orders(shapes: Iterable[Shape], value: str) -> set[str]:
    """The orders that a value allows; with the empty one where it needs none."""
    # What fits without a sign fits with none of the signs too: their long patterns can rest.
    return _fitting(shapes, value, signed=False) or _fitting(shapes, value, signed=True) or _NONE


def _fitting(shapes: Iterable[Shape], value: str, *, signed: bool) -> set[str]:
    fits_ = (s for s in shapes if s.signed == signed and re.fullmatch(s.pattern, value, re.ASCII))
    return {shape.order for shape in fits_}


def _settles(shape: Shape, shapes: Sequence[Shape], sample: str) -> bool:
    """Whether a column of this one shape needs no second look."""
    if shape.said:
        return False
    return not shape.order or shape.default or _orders(shapes, sample) == {shape.order}


def _shape_of(shapes: Sequence[Shape], value: str | None) -> Shape:
    fitting = (s for s in shapes if value and re.fullmatch(s.pattern, value, re.ASCII))
    return next(fitting, shapes[0])


def second(
    duck: Duck,
    table: str,
    column: InputColumn,
    shapes: Sequence[Shape],
    where: str,
    date_order: str | None,
) -> Reading:
    """Count what the values prove; keep the shapes that occur and are proven."""
    duck.run(
        f"CREATE OR REPLACE TEMP TABLE {proof.TEXTS} AS SELECT {column.name} AS v, count(*) AS n, "
        f"min(rowid) + 1 AS row FROM {table} WHERE {column.name} IS NOT NULL GROUP BY ALL"
    )
    found = proof.proofs(duck, shapes)
    if column.type not in _DATED:
        mark = proof.decimal_mark(found)
        return _one_sign(duck, _kept(duck, column, _in_order(shapes, mark)))
    proven = {date_order} if date_order else proof.date_orders(found)
    if len(proven) == 1 or not found.ordered:
        return _kept(duck, column, _in_order(shapes, *proven))
    reading = _kept(duck, column, _in_order(shapes))
    problem, examples = proof.unsettled(found, where)
    if problem.check == "date-order":  # of such a column nothing can be said
        reading = Reading(column, (), 0)
    return replace(reading, problem=problem, examples=examples)


def _in_order(shapes: Sequence[Shape], order: str = "") -> list[Shape]:
    return [s for s in shapes if not s.order or s.order == order or (s.default and not order)]


def _kept(duck: Duck, column: InputColumn, shapes: Sequence[Shape]) -> Reading:
    """The shapes by which some value is read, each value by the first that it fits."""
    which = " ".join(f"WHEN {fits(s, 'v')} THEN {i}" for i, s in enumerate(shapes))
    values = " ".join(f"WHEN {i} THEN {s.value('v')}" for i, s in enumerate(shapes))
    read = dict(
        duck.run(
            f"SELECT k, sum(n) FROM (SELECT v, n, CASE {which} END AS k FROM {proof.TEXTS}) "
            f"WHERE (CASE k {values} END) IS NOT NULL GROUP BY k"
        ).tuples
    )
    bad = duck.value(f"SELECT coalesce(sum(n), 0) FROM {proof.TEXTS}") - sum(read.values())
    return Reading(column, tuple(s for i, s in enumerate(shapes) if i in read), int(bad))


def _one_sign(duck: Duck, reading: Reading) -> Reading:
    """The same, where only values with the currency sign of most are read: no sum mixes two."""
    signed = " OR ".join(fits(s, "v") for s in reading.shapes if s.signed)
    if not signed:
        return reading
    signs = duck.run(
        f"SELECT {SIGNATURE.replace('{c}', 'v')} AS sign, sum(n) AS values FROM {proof.TEXTS} "
        f"WHERE {signed} GROUP BY sign HAVING sign <> '' ORDER BY values DESC LIMIT 2"
    ).tuples
    if len(signs) <= 1:
        return reading
    (most, count), (_, other) = signs
    only = ["", most] if count > other else [""]
    shapes = [_with_signs(s, only) if s.signed else s for s in reading.shapes]
    return _kept(duck, reading.column, shapes)


def _with_signs(shape: Shape, signs: Sequence[str]) -> Shape:
    listed = ", ".join(literal(sign) for sign in signs)
    return replace(shape, sql=f"CASE WHEN {SIGNATURE} IN ({listed}) THEN {shape.sql} END")
