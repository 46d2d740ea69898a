"""What a picture shows of its section: the rows that it draws, and what it leaves out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from typing import Any

from salesops.errors import UsageError
from salesops.render.vega import fits, refuse, values
from salesops.result import Chart, Column, Section, Table
from salesops.units import Unit

FEWEST = 2
"""Rows with a number: one is no picture."""
_WORDS = (Unit.TEXT, Unit.DATE, Unit.INSTANT, Unit.FLAG)
"""What is no number to draw."""


@dataclass(frozen=True)
class Charted:
    """A chart beside the answer it draws; `usermeta` of its spec says how it is to be read.

    That is `table`, the column `along` which its points lie, the `measures`, and how to `draw` them
    in words: `line`, `bars` or `heat`. `rows` and `most` say how many rows, and how many lines (of
    the column `series`), it has room for; `left_out` what the rows are that its filters drop.
    `fold` says that on a page its table stands beneath it, to unfold.
    """

    chart: Chart
    section: Section

    @cached_property
    def meta(self) -> Mapping[str, Any]:
        """What its spec says of itself."""
        refuse(self.chart)
        found: Mapping[str, Any] = self.chart.spec.get("usermeta", {})
        if missing := [key for key in ("table", "along", "measures") if not found.get(key)]:
            raise UsageError(
                f"chart {self.chart.name} has no {missing[0]!r} in its usermeta: table, along and "
                "measures say what its text alternative tells"
            )
        return found

    @property
    def title(self) -> str:
        """The title of the picture as its spec has it; else its name."""
        title = self.chart.spec.get("title", "")
        return str(title.get("text", "") if isinstance(title, dict) else title) or self.chart.name

    def why_not(self) -> str | None:
        """Why it cannot be drawn; None where it can."""
        why = self._lacking() or self._short()
        return f"No picture {self.chart.name}: {why}." if why else None

    def _lacking(self) -> str | None:
        tables = {table.name for table in self.section.report.tables}
        for name in (self.meta["table"], *self.chart.tables):
            if name not in tables:
                return f"this answer has no table {name}"
        asked = [self.meta["along"], *self.meta["measures"]]
        for name in [*asked, *([self.meta["series"]] if "series" in self.meta else [])]:
            if name not in self._columns:
                return f"the table {self.table.name} has no column {name}"
        words = [column.name for column in self.measures if column.unit in _WORDS]
        return f"the column {words[0]} of {self.table.name} holds no numbers" if words else None

    def _short(self) -> str | None:
        numbers = [n for m in self.measures[:1] for r in self.rows if (n := m.of(r)) is not None]
        if sum(map(isfinite, numbers)) < FEWEST:
            return f"it takes {FEWEST} rows of {self.table.name} that have a number"
        return None

    @cached_property
    def table(self) -> Table:
        """The table it is about."""
        return self.section.report.table(self.meta["table"])

    @cached_property
    def _columns(self) -> dict[str, Column]:
        return {column.name: column for column in self.table.columns}

    @property
    def folds(self) -> bool:
        """Whether it says enough: who wants its table too unfolds it."""
        return bool(self.meta.get("fold"))

    @property
    def along(self) -> Column:
        """The column that names its points."""
        return self._columns[self.meta["along"]]

    @property
    def measures(self) -> tuple[Column, ...]:
        """The columns whose numbers it draws."""
        return tuple(self._columns[name] for name in self.meta["measures"])

    @property
    def by(self) -> Column | None:
        """The column that parts it into one line each."""
        return self._columns[self.meta["series"]] if "series" in self.meta else None

    @cached_property
    def points(self) -> tuple[Any, ...]:
        """The rows that are points of it, as its filters say."""
        steps = self.chart.spec.get("transform", ())
        tests = [step["filter"] for step in steps if "filter" in step]
        return tuple(r for r in self.table.rows if all(fits(self._named(r), t) for t in tests))

    def _named(self, row: Any) -> dict[str, Any]:
        return {name: column.of(row) for name, column in self._columns.items()}

    @cached_property
    def rows(self) -> tuple[Any, ...]:
        """The points it has room for: the first, or those of its lines in the lines' order."""
        by = self.by
        if by is None:
            return self.points[: self.meta.get("rows")]
        places = {name: place for place, name in enumerate(self.lines)}
        ours = [row for row in self.points if by.of(row) in places]
        return tuple(sorted(ours, key=lambda row: places[by.of(row)]))

    @cached_property
    def every_line(self) -> tuple[Any, ...]:
        """Each line there is, that with the largest sum of the first measure first."""
        by, first = self.by, self.measures[0]
        if by is None:
            return ()
        sums: dict[Any, Any] = {}
        for row in self.points:
            name = by.of(row)
            sums[name] = sums.get(name, 0) + (first.of(row) or 0)
        return tuple(sorted(sums, key=lambda name: -sums[name]))

    @property
    def lines(self) -> tuple[Any, ...]:
        """The lines that it draws."""
        return self.every_line[: self.meta.get("most")]

    def datasets(self, currency: str | None) -> dict[str, list[dict[str, Any]]]:
        """Its tables as Vega-Lite takes them."""
        tables = (self.section.report.table(name) for name in self.chart.tables)
        return {
            t.name: list(values(t, self.rows if t is self.table else t.rows, currency))
            for t in tables
        }
