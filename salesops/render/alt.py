"""What a picture shows in words, for who does not see it."""

from collections.abc import Iterator, Sequence
from typing import Any

from salesops.render import safe
from salesops.render.charted import Charted
from salesops.render.grid import headed, spelled
from salesops.result import Column
from salesops.units import Unit, counted

NAMED = 14
"""Bars, or series left out, that are told one by one."""


def alt(charted: Charted, currency: str | None) -> str:
    """Its description, its numbers, and what it leaves out."""
    told = " ".join(filter(None, _sentences(charted, currency)))
    return safe.visible(told)


def _sentences(charted: Charted, currency: str | None) -> Iterator[str]:
    yield str(charted.chart.spec.get("description", ""))
    match charted.meta.get("draw"):
        case "heat":
            yield from (_cells(charted, row, currency) for row in charted.rows)
        case "line":
            yield from _lines(charted, currency)
        case _:
            yield from (_bars(charted, measure, currency) for measure in charted.measures)
    yield from _left_out(charted)


def _lines(charted: Charted, currency: str | None) -> Iterator[str]:
    """First, last, low and high of a line; of several lines first and last, of the first measure.

    Who listens to a page hears all of it: the other numbers stand in the table beneath.
    """
    first, *others = charted.measures
    for name in charted.lines if charted.by else (None,):
        rows = [r for r in charted.rows if charted.by is None or charted.by.of(r) == name]
        rows = [row for row in rows if first.of(row) is not None]
        whose = f"{first.title}, {name}" if charted.by else first.title
        if rows:
            whole = charted.by is None
            yield f"{whose}: {_course(charted.along, first, rows, currency, whole=whole)}."
    if others:
        yield f"{', '.join(m.title for m in others)}: in the numbers."


def _course(
    along: Column, measure: Column, rows: Sequence[Any], currency: str | None, *, whole: bool
) -> str:
    low, high = min(rows, key=measure.of), max(rows, key=measure.of)
    ends = {"first": rows[0], "last": rows[-1]}
    shown = ends | {"low": low, "high": high} if whole else ends
    return ", ".join(
        f"{word} {_told(measure, row, currency)} ({_told(along, row, None)})"
        for word, row in shown.items()
    )


def _bars(charted: Charted, measure: Column, currency: str | None) -> str:
    rows = charted.rows[:NAMED]
    told = [f"{_told(charted.along, r, None)} {_told(measure, r, currency)}" for r in rows]
    more = len(charted.rows) - len(rows)
    told += [f"{more:,} more"] if more else []
    return f"{measure.title}: {'; '.join(told)}."


def _cells(charted: Charted, row: Any, currency: str | None) -> str:
    """The cells of a row that are not zero."""
    told = [
        f"{headed(m.title, m.unit).lower()} {_told(m, row, currency)}"
        for m in charted.measures
        if m.of(row)
    ]
    return f"{charted.along.title} {_told(charted.along, row, None)}: {', '.join(told) or 'none'}."


def _told(column: Column, row: Any, currency: str | None) -> str:
    written = spelled(column.of(row), column.unit, currency)
    money = column.unit is Unit.MONEY and currency and column.of(row) is not None
    return f"{written} {currency}" if money else written


def _left_out(charted: Charted) -> Iterator[str]:
    if dropped := len(charted.table.rows) - len(charted.points):
        why = charted.meta.get("left_out")
        yield f"Left out: {counted(dropped, 'row')}{f' ({why})' if why else ''}."
    if charted.by and (others := charted.every_line[len(charted.lines) :]):
        listed = ", ".join(map(str, others[:NAMED]))
        more = f" and {len(others) - NAMED:,} more" if len(others) > NAMED else ""
        yield f"Not drawn: {listed}{more}."
    elif not charted.by and (cut := len(charted.points) - len(charted.rows)):
        yield f"Not drawn: {counted(cut, 'more row')} of the table."
