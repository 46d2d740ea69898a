"""The window and the month against their targets."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from salesops.commands import targets
from salesops.commands.sales._pulse.figures import Figures
from salesops.models.compare import ratio
from salesops.period import days, to_date
from salesops.queries.database import Questions
from salesops.result import Table
from salesops.units import Money, Percent, Text

TITLE = "Net sales against target"


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
    wanted = targets.wanted(asked.db)
    window = figures.window
    last = window.end - timedelta(microseconds=1)
    month = to_date(last, "month")
    spans = [
        ("window", [day for day, _ in days(window)], figures.now.net_sales),
        ("month", targets.month_of(last.date()), figures.totals(month).net_sales),
    ]
    rows = [
        _goal(name, goal, got) for name, d, got in spans if (goal := targets.of_days(d, wanted))
    ]
    note = "Targets of whole days, also where a day is not over; a month's is spread evenly."
    return Table("target", TITLE, Goal, rows, note, shown=bool(rows))


def _goal(name: str, target: Decimal, reached: Decimal) -> Goal:
    return Goal(name, target, reached, target - reached, ratio(reached, target))
