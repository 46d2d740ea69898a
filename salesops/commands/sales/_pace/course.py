"""The days that pace learns from, and today, each cut at one clock time."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from math import ceil

from salesops.commands.sales._pace.rows import Cut, HourSum, LastOrder
from salesops.models.open_days import Calendar, calendar
from salesops.models.pace import Told, walk
from salesops.models.usual import METHOD, Day, Usual, recent, usual
from salesops.periods.dates import DAY
from salesops.queries.database import Questions

BACK = 2 * METHOD.memory + 2
"""Days asked for: those that a day is told from, and those that they are told from."""


@dataclass(frozen=True)
class Course:
    """Today until as-of, and every day before it until the same clock time."""

    asked: Questions

    @property
    def as_of(self) -> datetime:
        """The end of so far."""
        return self.asked.db.as_of

    @property
    def today(self) -> date:
        """The day that as-of is in; at midnight it has just begun."""
        return self.as_of.date()

    @property
    def midnight(self) -> datetime:
        """When today began."""
        return datetime.combine(self.today, time())

    @property
    def span(self) -> dict[str, object]:
        """The days looked back on, and today so far."""
        return {"start_at": self.midnight - DAY * BACK, "end_at": self.as_of}

    @cached_property
    def last_order(self) -> datetime | None:
        """When the last order was placed; None where there is none to look back on."""
        return self.asked.one("last_order", LastOrder, **self.span).at_local

    @property
    def silent(self) -> timedelta:
        """The clock time of today's last order; midnight where there is none."""
        return max((self.last_order or self.midnight) - self.midnight, timedelta())

    @cached_property
    def cuts(self) -> dict[date, Cut]:
        """Each day that the ledger knows of."""
        rows = self.asked.all(
            "days",
            Cut,
            **self.span,
            # Whole seconds, and one just begun counts: as-of may be a tick after the last stamp.
            clock=ceil((self.as_of - self.midnight).total_seconds()),
            silent=int(self.silent.total_seconds()),
        )
        return {row.day: row for row in rows}

    @property
    def now(self) -> Cut:
        """Today."""
        return self.cuts.get(self.today) or Cut.empty(self.today)

    @cached_property
    def calendar(self) -> Calendar[Cut]:
        """Every day from the first with an order to yesterday, the open ones told apart."""
        sold = [day for day, cut in self.cuts.items() if cut.orders and day < self.today]
        first = min(sold, default=self.today)
        span = (first + DAY * n for n in range((self.today - first).days))
        return calendar([self.cuts.get(day) or Cut.empty(day) for day in span])

    @property
    def closed_today(self) -> bool:
        """Whether the shop does not sell on this weekday, and did not today."""
        return self.today.weekday() in self.calendar.closed and not self.now.orders

    @property
    def timed(self) -> bool:
        """Whether it is known what came by now: at midnight nothing, else by the times stated.

        Most days with orders must state a time of one: that a few do, or refunds, is not enough.
        """
        sold = [cut.timed > 0 for cut in self.cuts.values() if cut.orders]
        return 2 * sum(sold) >= len(sold) or self.as_of == self.midnight

    @cached_property
    def past(self) -> list[Day]:
        """The open days as money."""
        return [
            Day(cut.day, float(cut.so_far), float(cut.net_sales - cut.so_far))
            for cut in self.calendar.kept
        ]

    @cached_property
    def told(self) -> list[Told]:
        """Each open day told from those before it."""
        return walk(self.past)

    @cached_property
    def usual(self) -> Usual | None:
        """What is usual today; None without a day to tell it."""
        if not recent(self.past, self.today):
            return None
        found = usual(self.past, self.today)
        return found.closed if self.closed_today else found

    def usual_orders(self, name: str) -> float | None:
        """How many orders usually are there by now, in all or since the last stamp."""
        days = [Day(c.day, getattr(c, name), c.orders - getattr(c, name)) for c in self.kept]
        if not days or self.closed_today:
            return None
        return usual(days, self.today).so_far

    @property
    def kept(self) -> list[Cut]:
        """The open days that are not too long ago."""
        return [c for c in self.calendar.kept if (self.today - c.day).days <= METHOD.memory]

    @cached_property
    def hours(self) -> Mapping[date, Mapping[int, Decimal]]:
        """What each hour brought, of the days that are not too long ago."""
        rows = self.asked.all(
            "hours",
            HourSum,
            course_from=self.midnight - DAY * METHOD.memory,
            end_at=self.as_of,
        )
        found: dict[date, dict[int, Decimal]] = defaultdict(dict)
        for row in rows:
            found[row.day][row.hour] = row.net_sales
        return found
