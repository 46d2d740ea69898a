"""A series of numbers as one line of small bars: `▁▂▃▅▇`."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import fmean
from typing import Any

from salesops.result import Table
from salesops.units import text

MARKS = "▁▂▃▄▅▆▇█"
GAP = "·"
"""A row without a value: the low mark would claim one."""
LONGEST = 72
"""Marks that fit a terminal of 80 columns; a longer series puts several rows in a mark."""


@dataclass(frozen=True)
class Spark:
    """A table drawn as one line, with the numbers that its shape cannot say."""

    name: str
    title: str
    marks: str
    caption: str
    note: str = ""


def of_table(table: Table, currency: str | None) -> Spark:
    """The column that `table.spark` names, drawn along the table's first column."""
    numbers = [getattr(row, table.spark) for row in table.rows]
    caption = _caption(table, numbers, currency) if table.rows else "none"
    return Spark(table.name, table.title, marks(_shortened(numbers)), caption, table.note)


def _caption(table: Table, numbers: Sequence[Any], currency: str | None) -> str:
    along = table.columns[0]
    first, last = (
        text(along.of(row), along.unit, currency) for row in (table.rows[0], table.rows[-1])
    )
    unit = next(c.unit for c in table.columns if c.name == table.spark)
    low, high = (
        text(extreme((n for n in numbers if n is not None), default=None), unit, currency)
        for extreme in (min, max)
    )
    many = ceil(len(numbers) / LONGEST)
    means = f" · each mark is the mean of {many} rows" if many > 1 else ""
    return f"{first} to {last} · low {low} · high {high}{means}"


def _shortened(numbers: Sequence[Any]) -> list[float | None]:
    many = ceil(len(numbers) / LONGEST) or 1
    return [_mean(numbers[start : start + many]) for start in range(0, len(numbers), many)]


def _mean(numbers: Sequence[Any]) -> float | None:
    known = [float(n) for n in numbers if n is not None]
    return fmean(known) if known else None


def marks(numbers: Sequence[float | None]) -> str:
    """A mark for each number; a gap for one that is not known."""
    known = [n for n in numbers if n is not None]
    if not known:
        return GAP * len(numbers)
    low, span = min(known), max(known) - min(known)
    # A flat series is drawn at half height: neither a low nor a high.
    steps = (None if n is None else (n - low) / span if span else 0.5 for n in numbers)
    return "".join(GAP if s is None else MARKS[round(s * (len(MARKS) - 1))] for s in steps)
