"""The target of a window: each day's own, else its share of the month's, quarter's or year's."""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from salesops.commands.sales._pulse.figures import Figures
from salesops.models.compare import ratio
from salesops.period import days, to_date
from salesops.queries.database import Questions
from salesops.result import Table
from salesops.units import Money, Percent, Text

TITLE = "Net sales against target"


@dataclass(frozen=True)
class Target:
    """A line of the targets export."""

    period: Text
    metric: Text
    value: Money


@dataclass(frozen=True)
class Goal:
    """How far a period has come."""

    period: Text
    target: Money
    reached: Money
    gap: Money
    attainment: Percent | None


def table(asked: Questions, figures: Figures) -> Table:
    """The window and the whole month against their targets; no rows without a target."""
    if asked.db.book.filtered:
        return Table("target", TITLE, Goal, (), shown=False)
    lines = asked.all("targets", Target)
    wanted = {line.period: line.value for line in lines if line.metric == "net_sales"}
    window = figures.window
    last = window.end - timedelta(microseconds=1)
    month = to_date(last, "month")
    spans = [
        ("window", [day for day, _ in days(window)], figures.now.net_sales),
        ("month", _month(last.date()), figures.totals(month).net_sales),
    ]
    rows = [_goal(name, goal, got) for name, d, got in spans if (goal := _target(d, wanted))]
    note = "Targets of whole days, also where a day is not over; a month's is spread evenly."
    return Table("target", TITLE, Goal, rows, note, shown=bool(rows))


def _goal(name: str, target: Decimal, reached: Decimal) -> Goal:
    return Goal(name, target, reached, target - reached, ratio(reached, target))


def _target(span: Sequence[date], wanted: dict[str, Decimal]) -> Decimal | None:
    """The target of some days: a whole period's own, else of its days; None if any has none."""
    if own := next((wanted[n] for n in _named(span) if n in wanted), None):
        return own
    shares = [_share(day, wanted) for day in span]
    if not shares or any(share is None for share in shares):
        return None
    total = sum((share for share in shares if share is not None), Fraction(0))
    return Decimal(total.numerator) / Decimal(total.denominator)


def _named(span: Sequence[date]) -> Iterator[str]:
    """What the days are called when they are one whole day, month, quarter or year."""
    if not span:
        return
    first, after = span[0], span[-1] + timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    if len(span) == 1:
        yield first.isoformat()
    elif first.day == after.day == 1:
        quarter = (first.month - 1) // 3 + 1
        yield from {
            1: [f"{first:%Y-%m}"],
            3: [f"{first.year}-Q{quarter}"] if first.month % 3 == 1 else [],
            12: [f"{first.year}"] if first.month == 1 else [],
        }.get(months, [])


def _share(day: date, wanted: dict[str, Decimal]) -> Fraction | None:
    quarter = (day.month - 1) // 3
    lengths = {
        day.isoformat(): 1,
        f"{day:%Y-%m}": calendar.monthrange(day.year, day.month)[1],
        f"{day.year}-Q{quarter + 1}": sum(
            calendar.monthrange(day.year, m)[1] for m in range(quarter * 3 + 1, quarter * 3 + 4)
        ),
        f"{day.year}": 365 + calendar.isleap(day.year),
    }
    for period, length in lengths.items():
        if period in wanted:
            return Fraction(wanted[period]) / length
    return None


def _month(day: date) -> list[date]:
    length = calendar.monthrange(day.year, day.month)[1]
    return [day.replace(day=n) for n in range(1, length + 1)]
