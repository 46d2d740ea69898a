"""What fulfillment asks: who waits at as-of, how fast the others were, what parcels say."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from salesops.commands.recent import RECENT, WEEK, first_week, last_28_days
from salesops.commands.stock._fulfillment.rows import (
    Carried,
    Outcome,
    Parcel,
    Parcels,
    Sent,
    SentFrom,
    SentWeek,
    States,
    Waiting,
)
from salesops.commands.waiting import hours, is_late
from salesops.models.business_hours import Calendar
from salesops.periods.dates import floor
from salesops.queries.database import Questions
from salesops.result import Period

WEEKS = 8
RETURNS = timedelta(days=30)
"""Until then what comes back has mostly come: younger orders tell no outcome."""
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Order:
    """An order that waits, and how long."""

    row: Waiting
    waited: float
    """Hours, every hour of every day."""
    counted: float
    """Hours that count by the calendar."""
    late: bool
    late_by: float
    """Hours past the promise; nobody is late for longer than since the payment."""


def value(orders: Iterable[Order]) -> Decimal:
    """What of them is not sent yet."""
    return sum((order.row.value for order in orders), Decimal(0))


@dataclass(frozen=True)
class Story:
    """The answers of one question, each asked once."""

    asked: Questions
    calendar: Calendar
    promise: float
    limits: Any

    @property
    def as_of(self) -> datetime:
        """The question's now."""
        return self.asked.db.as_of

    @property
    def today(self) -> datetime:
        """The midnight that the day of as-of begins with."""
        return floor(self.as_of, "day")

    @property
    def window(self) -> Period:
        """The 28 days before today, and today so far."""
        return last_28_days(self.as_of)

    @property
    def before(self) -> Period:
        """The same, 28 days earlier."""
        start, end = self.window.start - RECENT, self.window.end - RECENT
        return replace(self.window, start=start, end=end)

    @cached_property
    def states(self) -> States:
        """What the exports say of sending."""
        return self.asked.one("states", States, recent_from=self.window.start, recent_to=self.today)

    @property
    def known(self) -> bool:
        """Whether the exports say of any order if it was sent."""
        return self.states.stated > 0

    @cached_property
    def waiting(self) -> list[Order]:
        """Every order with goods to send."""
        found = self.asked.all("waiting", Waiting)
        return [self._order(row) for row in found] if self.known else []

    def _order(self, row: Waiting) -> Order:
        counted = self.calendar.elapsed(row.since, self.as_of)
        late = row.paid and is_late(self.as_of, row.promised, counted, self.promise)
        over = (
            self.calendar.elapsed(max(row.promised, row.since), self.as_of)
            if row.promised
            else max(counted - self.promise, 0.0)
        )
        return Order(row, hours(row.since, self.as_of), counted, late, over)

    @cached_property
    def late(self) -> list[Order]:
        """Paid orders past the promise, the one to call first on top: value x hours late."""
        late = [order for order in self.waiting if order.late]
        return sorted(late, key=lambda o: (-float(o.row.value) * o.late_by, o.row.since))

    @property
    def _promised(self) -> int:
        return round(self.promise * 3600)

    def sent(self, window: Period) -> Sent:
        """How fast the orders of a window left."""
        span = {"start_at": window.start, "end_at": window.end}
        return self.asked.one("speed", Sent, **span, promised=self._promised)

    @cached_property
    def now(self) -> Sent:
        """Of the last 28 days."""
        return self.sent(self.window)

    @cached_property
    def earlier(self) -> Sent:
        """Of the 28 days before."""
        return self.sent(self.before)

    @cached_property
    def has_earlier(self) -> bool:
        """Whether the data goes back as far as the window compared with."""
        reach = self.asked.db.book.reach
        return reach is not None and reach[0] <= self.before.start

    @property
    def first_week(self) -> datetime:
        """The midnight that the first week shown begins with."""
        return first_week(self.as_of, WEEKS, self.asked.db.week_start)

    @cached_property
    def weeks(self) -> dict[int, SentWeek]:
        """The last weeks' sent orders, by the number of the week."""
        bound = {"first_at": self.first_week, "end_at": self.as_of, "promised": self._promised}
        return {row.week: row for row in self.asked.all("weeks", SentWeek, **bound)}

    def holds(self, week: date) -> bool:
        """Whether the data holds any day of the week: else nothing is known of it."""
        reach = self.asked.db.book.reach
        after = week + WEEK
        return (
            self.known
            and reach is not None
            and reach[0].date() < after
            and (week <= reach[1].date())
        )

    @cached_property
    def places(self) -> list[SentFrom]:
        """The last 28 days' sent orders by location and carrier."""
        span = {"start_at": self.window.start, "end_at": self.window.end}
        return self.asked.all("places", SentFrom, **span, promised=self._promised)

    @cached_property
    def outcomes(self) -> list[Outcome]:
        """How a year's orders ended, all of them old enough to have ended."""
        end = self.today - RETURNS
        span = {"start_at": end - YEAR, "end_at": end}
        return self.asked.all("outcomes", Outcome, **span, promised=self._promised)

    @cached_property
    def parcels(self) -> Parcels:
        """What there is of parcels."""
        return self.asked.one("delivery", Parcels)

    @cached_property
    def carriers(self) -> list[Carried]:
        """The parcels of the last 28 days by carrier, and all of them as the one without."""
        span = {"start_at": self.window.start, "end_at": self.window.end}
        return self.asked.all("carriers", Carried, **span)

    @property
    def carried(self) -> Carried:
        """All parcels of the last 28 days."""
        none = Carried(None, 0, 0, None, None, 0)
        return next((row for row in self.carriers if row.carrier is None), none)

    @cached_property
    def troubled(self) -> list[Parcel]:
        """Parcels that have not arrived or failed, the oldest first."""
        days = timedelta(days=1)
        stuck, oldest = self.limits.transit_days, self.limits.transit_oldest
        return self.asked.all(
            "troubled",
            Parcel,
            stuck_at=self.as_of - days * stuck,
            oldest_at=self.as_of - days * oldest,
        )
