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
NOW = "│"
"""Between what came and what is ahead."""
LONGEST = 72
"""Marks that fit a terminal of 80 columns; a longer series puts several rows in a mark."""
FLAT = 0.01
"""Of the largest number: what moves by less is drawn flat, else cents would fill the height."""


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
    return Spark(table.name, table.title, _line(numbers, table.ahead), caption, table.note)


def _line(numbers: Sequence[Any], ahead: int) -> str:
    """One line of marks; of what came and of what is ahead no mark holds both."""
    many, cut = ceil(len(numbers) / LONGEST) or 1, len(numbers) - ahead
    past, coming = _shortened(numbers[:cut], many), _shortened(numbers[cut:], many)
    return marks([*past, *coming], ahead=len(coming))


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
    ahead = " · past the stroke: ahead" if table.ahead else ""
    return f"{first} to {last} · low {low} · high {high}{means}{ahead}"


def _shortened(numbers: Sequence[Any], many: int) -> list[float | None]:
    return [_mean(numbers[start : start + many]) for start in range(0, len(numbers), many)]


def _mean(numbers: Sequence[Any]) -> float | None:
    known = [float(n) for n in numbers if n is not None]
    return fmean(known) if known else None


def marks(numbers: Sequence[float | None], ahead: int = 0) -> str:
    """A mark for each number, a gap for one that is not known; a stroke before the last `ahead`."""
    drawn, cut = "".join(map(_mark, _heights(numbers))), len(numbers) - ahead
    return f"{drawn[:cut]}{NOW}{drawn[cut:]}" if ahead else drawn


def _mark(height: float | None) -> str:
    return GAP if height is None else MARKS[round(height * (len(MARKS) - 1))]


def _heights(numbers: Sequence[float | None]) -> list[float | None]:
    """From the lowest, 0, to the highest, 1; of a flat series half: neither a low nor a high."""
    known = [n for n in numbers if n is not None]
    low, high = min(known, default=0.0), max(known, default=0.0)
    flat = high - low <= FLAT * max(abs(low), abs(high))
    return [None if n is None else 0.5 if flat else (n - low) / (high - low) for n in numbers]


def is_line(text: str) -> bool:
    """Whether a text is such a line and nothing else."""
    return set(MARKS) >= set(text) - {GAP, NOW} and not set(MARKS).isdisjoint(text)
