"""How much of a period's won value is usual by a point of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property

from salesops.commands.team._quota.rows import ZERO, WonDay
from salesops.commands.team._quota.span import Span
from salesops.models.business_hours import WHOLE, Calendar

_DAY = timedelta(days=1)
DAY_HOURS = 24
MOST = 12
"""Periods before that are learnt from."""
WEEK = frozenset(range(1, 6))
"""Monday to Friday."""
MANY = 50
"""Deals: of so many it shows on which weekdays they close."""
HARDLY = 0.02
"""Of all deals: a weekday with fewer is no business day."""


@dataclass(frozen=True)
class Course:
    """The usual course of closings within a period, told from those before it."""

    span: Span
    days: Sequence[WonDay]
    """All days on which something was won, in order."""
    few: int
    """Periods before, of fewer of which nothing is learnt: then business days count."""

    @cached_property
    def calendar(self) -> Calendar:
        """The business days: Monday to Friday; of many deals, the weekdays on which they close."""
        deals = sum(one.deals for one in self.days)
        if deals < MANY:
            return Calendar(WEEK, 0, WHOLE, frozenset())
        on = Counter[int]()
        for one in self.days:
            on[one.day.isoweekday()] += one.deals
        open_ = frozenset(day for day, count in on.items() if count >= HARDLY * deals)
        return Calendar(open_, 0, WHOLE, frozenset())

    @cached_property
    def past(self) -> list[Span]:
        """Whole periods before in which something was won, the last first; not the first of all."""
        if not self.days:
            return []
        begun = self.days[0].day
        return [one for one in self.span.before(MOST) if one.first >= begun and self.total(one) > 0]

    @property
    def learnt(self) -> bool:
        """Whether the shop's own course is known."""
        return len(self.past) >= self.few

    @cached_property
    def _values(self) -> Mapping[date, Decimal]:
        return {one.day: one.value for one in self.days if one.value}

    def point(self, moment: datetime) -> float:
        """The share of the period's business days that have passed; today as far as it has come."""
        start, end = self.span.window.start, self.span.end
        hours = self.calendar.elapsed(start, end)
        return self.calendar.elapsed(start, min(moment, end)) / hours if hours else 1.0

    def usual(self, point: float) -> float:
        """What share of the won value is usual by a point: the mean of the periods before."""
        if point <= 0 or point >= 1 or not self.learnt:
            return min(max(point, 0.0), 1.0)
        if point not in self._usual:
            shares = [self.of_past(one, point) for one in self.past]
            self._usual[point] = sum(shares) / len(shares)
        return self._usual[point]

    @cached_property
    def _usual(self) -> dict[float, float]:
        """By point: many reps are there from the first day to the last."""
        return {}

    def total(self, one: Span) -> Decimal:
        """What was won in a past period."""
        return sum((v for day, v in self._values.items() if one.first <= day < one.after), ZERO)

    def of_past(self, one: Span, point: float) -> float:
        """What share of a past period's won value had closed by that point of it."""
        opened, came = 0, ZERO
        stop = Decimal(point * self.calendar.elapsed(one.window.start, one.end) / DAY_HOURS)
        for n in range((one.after - one.first).days):
            day = one.first + _DAY * n
            value = self._values.get(day, ZERO)
            if self.calendar.worked(day):
                came += value * min(max(stop - opened, ZERO), Decimal(1))
                opened += 1
            elif opened <= stop:
                came += value
        return float(came / self.total(one))

    def share(self, first: date, after: date, now: datetime) -> float:
        """The same of a rep who is there on [first, after) only."""
        begin, end = (self._at(day) for day in (first, after))
        here = min(max(self.usual(self.point(now)), begin), end)
        return (here - begin) / (end - begin) if end > begin else 1.0

    def _at(self, day: date) -> float:
        return self.usual(self.point(datetime.combine(day, time())))
