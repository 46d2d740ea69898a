"""Months and weeks as cohorts count them."""

from dataclasses import dataclass
from datetime import date, datetime

from salesops.commands.ledger import starts_at
from salesops.periods.dates import floor, step

UNITS = ("month", "week")


@dataclass(frozen=True)
class Calendar:
    """By which unit, and up to when anything is known."""

    unit: str
    week_start: int
    seen: datetime
    """Where the data ends: of what begins at or after it nothing is known."""

    def of(self, moment: datetime) -> date:
        """The first day of its month."""
        return floor(moment, self.unit, self.week_start).date()

    def of_day(self, day: date) -> date:
        """The same of a day."""
        return self.of(starts_at(day))

    def after(self, first: date, count: int) -> date:
        """The first day of the month so many later."""
        return step(starts_at(first), self.unit, count).date()

    def age(self, cohort: date, month: date) -> int:
        """How many months later."""
        if self.unit == "week":
            return (month - cohort).days // 7
        return (month.year - cohort.year) * 12 + month.month - cohort.month

    def begun(self, month: date) -> bool:
        """Whether anything of it may be known."""
        return starts_at(month) < self.seen

    def over(self, month: date) -> bool:
        """Whether all of it is known."""
        return starts_at(self.after(month, 1)) <= self.seen

    def name(self, month: date) -> str:
        """`2026-03`; of a week its first day."""
        return f"{month:%Y-%m}" if self.unit == "month" else month.isoformat()
