"""The latest complete months of the segments against the same number of months before."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salesops.commands.sales._segments.rows import Sums
from salesops.commands.sales._segments.story import Story
from salesops.models.compare import average, change

YEAR, QUARTER = 12, 3
"""Months compared: a year with the year before, in which seasons cancel, else three with three."""


@dataclass(frozen=True)
class Stretch:
    """Consecutive complete months of one segment, summed."""

    first: date
    last: date
    orders: int
    order_value: Decimal
    net_sales: Decimal

    @property
    def aov(self) -> Decimal | None:
        """Order value for each order."""
        return average(self.order_value, self.orders)

    @property
    def said(self) -> str:
        """`2013-01 to 2013-12`."""
        return f"{self.first:%Y-%m} to {self.last:%Y-%m}"


@dataclass(frozen=True)
class Course:
    """How a segment went, against the months before."""

    now: Stretch
    before: Stretch

    @property
    def net_sales(self) -> float | None:
        """The change; None from a base of 0 or below."""
        return change("", self.now.net_sales, self.before.net_sales).change_pct


def complete(story: Story) -> list[date]:
    """The unbroken run of complete months up to the latest, oldest first; a month may be empty."""
    starts = sorted({s.starts for s in story.months if s.starts})
    run: list[date] = []
    month = starts[0] if starts else None
    while month and month <= starts[-1]:
        run = [*run, month] if story.ledger.covers(month, "month") else run
        month = _after(month)
    return run


def _after(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def length(months: list[date]) -> int:
    """How many months are compared: 12, else 3, else 0."""
    return next((n for n in (YEAR, QUARTER) if len(months) >= 2 * n), 0)


def stretch(story: Story, segment: str, months: list[date]) -> Stretch:
    """One segment in these months."""
    rows = [s for s in story.months if s.segment == segment and s.starts in months]
    return Stretch(
        months[0], months[-1], sum(s.orders for s in rows),
        sum((s.order_value for s in rows), Decimal()), sum((s.net_sales for s in rows), Decimal()),
    )  # fmt: skip


def course(story: Story, segment: Sums) -> Course | None:
    """The latest months of a segment against those before, if the data has them."""
    months = complete(story)
    n = length(months)
    if not n:
        return None
    halves = months[-n:], months[-2 * n : -n]
    return Course(*(stretch(story, segment.segment, half) for half in halves))
