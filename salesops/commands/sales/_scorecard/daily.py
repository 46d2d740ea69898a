"""What is known by whole days only: visits, and sales lost for want of stock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from fractions import Fraction
from functools import cached_property

from salesops.commands.sales._scorecard.goals import Goal
from salesops.commands.sales._scorecard.judge import Reading
from salesops.commands.sales._scorecard.periods import Slot
from salesops.models.compare import NOT_AVAILABLE
from salesops.periods.dates import DAY
from salesops.queries.database import Database
from salesops.units import Count, Day, Money

NO_TRAFFIC, NO_STOCK = "no traffic", "no stock history"
NOT_OVER = "day not over"
NOT_COVERED = "days missing"
COVERED = 0.9
"""Of a period's days, how many must have their stock known: a missed export or two does no harm."""


@dataclass(frozen=True)
class Visits:
    """A day's sessions; purchases where the export states them."""

    day: Day
    sessions: Count
    purchases: Count | None


@dataclass(frozen=True)
class Lost:
    """A day's sales, and what was lost for want of stock, by estimate."""

    day: Day
    sales: Money
    lost: Money


@dataclass(frozen=True)
class Daily:
    """Rows of days, each asked once."""

    db: Database

    @cached_property
    def visits(self) -> Mapping[date, Visits]:
        """Sessions by day."""
        asked = self.db.read("sales/scorecard/traffic")
        return {row.day: row for row in asked.all("sessions", Visits)}

    @cached_property
    def lost(self) -> Mapping[date, Lost]:
        """Sold and lost by day, of days whose stock is known."""
        asked = self.db.read("sales/scorecard/stock")
        return {row.day: row for row in asked.all("lost_sales", Lost)}

    @property
    def buys(self) -> bool:
        """Whether the traffic export says which visits bought, on every day."""
        days = self.visits.values()
        return bool(days) and all(day.purchases is not None for day in days)

    def measured(self, goal: Goal) -> Goal:
        """Conversion by its stand-in, and named so, where no visit is said to have bought."""
        if goal.metric != "conversion" or not self.visits or self.buys:
            return goal
        name = f"{goal.name} (orders per session)" if goal.name else ""
        return replace(goal, metric="orders_per_session", name=name)

    def known(self, slot: Slot, metric: str) -> Slot:
        """As much of a slot as whole days are known of; its base is then as short."""
        if slot.complete:
            return slot
        found = self.lost if metric == "lost_sales_share" else self.visits
        last = max(found, default=slot.first - DAY)
        end = min(datetime.combine(slot.end, time()), datetime.combine(last + DAY, time()))
        return replace(slot, end=max(end, slot.start))

    def conversion(self, slot: Slot) -> Reading:
        """Sessions that bought, of all sessions."""
        rows, reason = self._visits(slot)
        bought, all_of_them = sum(r.purchases or 0 for r in rows), sum(r.sessions for r in rows)
        return _rate(bought, all_of_them, reason)

    def per_session(self, slot: Slot, orders: int) -> Reading:
        """Orders of the same days for each session."""
        rows, reason = self._visits(slot)
        return _rate(orders, sum(r.sessions for r in rows), reason)

    def lost_share(self, slot: Slot) -> Reading:
        """Estimated lost sales, of these and what was sold, on the days whose stock is known."""
        if not self.lost:
            return Reading(None, reason=NO_STOCK)
        days = _days(slot)
        rows = [self.lost[day] for day in days if day in self.lost]
        if len(rows) < COVERED * len(days):
            return Reading(None, reason=NOT_COVERED)
        lost = sum((Fraction(row.lost) for row in rows), Fraction(0))
        whole = lost + sum((Fraction(row.sales) for row in rows), Fraction(0))
        if whole <= 0:
            return Reading(None, reason=NOT_AVAILABLE if days else NOT_OVER)
        return Reading(lost / whole, whole, len(rows))

    def _visits(self, slot: Slot) -> tuple[Sequence[Visits], str | None]:
        """The sessions of a slot's days, or why these cannot be told."""
        days = _days(slot)
        if not self.visits:
            return (), NO_TRAFFIC
        if any(day not in self.visits for day in days):
            return (), NOT_COVERED
        return [self.visits[day] for day in days], None if days else NOT_OVER


def _days(slot: Slot) -> list[date]:
    """The whole days of a slot."""
    return [(slot.start + DAY * n).date() for n in range((slot.end - slot.start) // DAY)]


def _rate(part: int, whole: int, reason: str | None) -> Reading:
    if reason or not whole:
        return Reading(None, reason=reason or NOT_AVAILABLE)
    return Reading(Fraction(part, whole), Fraction(whole), whole)
