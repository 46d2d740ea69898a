"""The sections of a report as text: each with its pictures, its tables and what only it notes."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salesops.render import bars, grid, spark
from salesops.render.bars import Bars
from salesops.render.charted import Charted
from salesops.render.grid import Grid
from salesops.render.spark import Spark
from salesops.result import Answer, Period, Report, Section, Table
from salesops.units import Unit, text

if TYPE_CHECKING:
    from salesops.render.charts import Drawing

Drawings = Mapping[str, "Drawing"]


@dataclass(frozen=True)
class Picture:
    """A picture that is shown, and the tables it draws where they do not stand below it anyway."""

    name: str
    alt: str
    numbers: tuple[Grid, ...]


@dataclass(frozen=True)
class Part:
    """A section; `title` is empty where a report has but this one, and needs no second heading."""

    name: str
    title: str
    period: str
    """Empty where it is the report's own."""
    headline: str
    """Empty where the report or a section before it says the same."""
    lead: tuple[Grid | Spark, ...]
    """Its metrics, and what stands before them."""
    pictures: tuple[Picture, ...]
    tables: tuple[Grid | Spark, ...]
    notes: tuple[str, ...]
    bars: tuple[Bars | Spark, ...]
    """Its pictures for who sees only text."""
    section: Section

    @property
    def grids(self) -> Iterator[Grid]:
        """Its tables, those under its pictures too."""
        yield from (grid for picture in self.pictures for grid in picture.numbers)
        yield from (block for block in self.blocks if isinstance(block, Grid))

    @property
    def blocks(self) -> tuple[Grid | Spark, ...]:
        """All but its pictures."""
        return (*self.lead, *self.tables)


def parts(answer: Answer, drawings: Drawings) -> tuple[Part, ...]:
    """The sections of the report, with the pictures that could be drawn."""
    found: list[Part] = []
    for section in answer.report.sections:
        said = {answer.report.headline, *(part.section.report.headline for part in found)}
        found.append(_part(section, answer, drawings, said))
    return tuple(found)


def common(report: Report) -> tuple[str, ...]:
    """The notes that are not of one section alone."""
    times = Counter(note for section in report.sections for note in section.report.notes)
    alone = len(report.sections) > 1
    return tuple(note for note in report.notes if not (alone and times[note] == 1))


def spelled(period: Period) -> str:
    """A window as a header says it."""
    start, end = text(period.start, Unit.INSTANT), text(period.end, Unit.INSTANT)
    name = f"{period.name} · " if period.name else ""
    return f"{name}{start} to {end}{' (so far)' if period.so_far else ''}"


def _part(section: Section, answer: Answer, drawings: Drawings, said: set[str]) -> Part:
    whole, own = answer.report, section.report
    drawn = [chart for chart in section.charts if chart.name in drawings]
    shown = [table for table in own.tables if table.shown]
    # A picture says what a spark line says, or a table that folds; its numbers stand below it.
    folded = {c.table.name for chart in drawn if (c := Charted(chart, section)).folds}
    seen = {name for chart in drawn for name in chart.tables}
    tables = [t for t in shown if t.name not in folded and not (t.spark and t.name in seen)]
    below = {table.name for table in tables if not table.spark}
    metrics = [m for m in own.metrics if m.shown]
    shared = common(whole)
    return Part(
        section.name,
        section.title,
        spelled(own.period) if own.period and own.period != whole.period else "",
        own.headline if own.headline not in said else "",
        (
            *(_block(table, answer) for table in tables if table.name in section.first),
            *([grid.of_metrics(metrics, answer.currency)] if metrics else []),
        ),
        tuple(
            Picture(
                chart.name,
                drawings[chart.name].alt,
                tuple(_grid(own.table(n), answer) for n in chart.tables if n not in below),
            )
            for chart in drawn
        ),
        tuple(_block(table, answer) for table in tables if table.name not in section.first),
        tuple(note for note in own.notes if note not in shared),
        tuple(bars.of_section(section, answer.currency)),
        section,
    )


def _block(table: Table, answer: Answer) -> Grid | Spark:
    return spark.of_table(table, answer.currency) if table.spark else _grid(table, answer)


def _grid(table: Table, answer: Answer) -> Grid:
    return grid.of_table(table, answer.currency)
