"""Charts where no picture can be shown, as in a terminal: bars of blocks, and spark lines."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from salesops.render import spark
from salesops.render.charted import Charted
from salesops.render.spark import Spark
from salesops.result import Section
from salesops.units import text

LONGEST = 32
"""Blocks of the longest bar, where there is room."""
BLOCK = "█"


@dataclass(frozen=True)
class Bar:
    """A row of a chart: its label and its number."""

    label: str
    number: str
    share: float
    """Of the largest number of the chart, its sign aside."""
    below: bool
    """The number is less than zero: its bar is as long, and its sign tells the way."""

    def blocks(self, room: int) -> str:
        """The bar, where the longest takes the room; one block at least for what is not zero."""
        return BLOCK * max(round(self.share * room), 1 if self.share else 0)


@dataclass(frozen=True)
class Bars:
    """The bars of a chart, under its title."""

    title: str
    bars: tuple[Bar, ...]


def of_section(section: Section, currency: str | None) -> Iterator[Bars | Spark]:
    """Each chart of a section that can be drawn: the first of its measures.

    A heat map is a table in its own colours, and a spark line that stands there stands once.
    """
    for chart in section.charts:
        charted = Charted(chart, section)
        drawn = charted.meta.get("draw") if charted.why_not() is None else None
        if drawn == "bars":
            yield Bars(charted.title, tuple(_bars(charted, currency)))
        elif drawn == "line" and not (charted.table.shown and charted.table.spark):
            yield from _sparks(charted, currency)


def _bars(charted: Charted, currency: str | None) -> Iterator[Bar]:
    along, measure = charted.along, charted.measures[0]
    known = [(row, v) for row in charted.rows if (v := measure.of(row)) is not None]
    most = max(abs(value) for _, value in known)
    for row, value in known:
        share = float(abs(value) / most) if most else 0.0
        label = text(along.of(row), along.unit)
        yield Bar(label, text(value, measure.unit, currency), share, value < 0)


def _sparks(charted: Charted, currency: str | None) -> Iterator[Spark]:
    """A line for each that the chart has."""
    by, measure, table = charted.by, charted.measures[0], charted.table
    cut = "rows" in charted.meta or len(charted.points) < len(table.rows)
    ahead = 0 if cut else table.ahead
    for line in charted.lines if by else (None,):
        rows = [row for row in charted.rows if by is None or by.of(row) == line]
        title = f"{measure.title}, {line}" if by else charted.title
        shown = replace(table, rows=rows, title=title, note="", spark=measure.name, ahead=ahead)
        yield spark.of_table(shown, currency)
