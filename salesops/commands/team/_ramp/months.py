"""Calendar months by number, and what each rep won in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from statistics import median

from salesops.models.ramp import Service

Key = tuple[str, str]
"""The shop, and the rep as deals name them."""
TRAILING = 3
"""Months that a mean is of."""
ZERO = Decimal(0)


def number(day: date) -> int:
    """Of the month that a day is in."""
    return day.year * 12 + day.month - 1


def first_of(month: int) -> date:
    """Its first day."""
    return date(month // 12, month % 12 + 1, 1)


@dataclass(frozen=True)
class Data:
    """From when to when the data tells what was won."""

    begins: datetime
    ends: datetime

    @property
    def first(self) -> int:
        """The first month of which all is known."""
        return number((self.begins - timedelta(microseconds=1)).date()) + 1

    @property
    def last(self) -> int:
        """The last month that is over."""
        return number(self.ends.date()) - 1


@dataclass(frozen=True)
class Worked:
    """What a rep won by month, and when they were there."""

    service: Service
    won: Mapping[int, Decimal]
    deals: Mapping[int, int]

    @property
    def start(self) -> int:
        """The month of the start."""
        assert self.service.start is not None  # noqa: S101 - those without are left out
        return number(self.service.start)

    def until(self, last: int) -> int:
        """The last whole month: of the data, or before they left."""
        end = self.service.last
        if end is None:
            return last
        return min(last, number(end + timedelta(days=1)) - 1)

    def there(self, month: int) -> Fraction:
        """The share of a month's days on which they were there."""
        first, after = first_of(month), first_of(month + 1)
        begins, ends = self.service.there(first, after)
        return Fraction((ends - begins).days, (after - first).days)

    def mean(self, month: int) -> Decimal | None:
        """Won a month in the three months that end with this one, by the days they were there."""
        window = range(month - TRAILING + 1, month + 1)
        there = sum((self.there(m) for m in window), Fraction())
        if not there or window.start < self.start:
            return None
        won = sum((self.won.get(m, ZERO) for m in window), ZERO)
        return won * there.denominator / there.numerator

    def deals_in(self, month: int) -> int:
        """Deals won in the same three months."""
        return sum(self.deals.get(m, 0) for m in range(month - TRAILING + 1, month + 1))


@dataclass(frozen=True)
class Usual:
    """What tenured reps win in the same months."""

    median: Decimal
    reps: int


@dataclass(frozen=True)
class Team:
    """All reps whose start is known."""

    worked: Mapping[Key, Worked]
    data: Data
    after: int
    """Months since the start from which a rep is tenured."""

    @cached_property
    def _means(self) -> dict[int, dict[Key, Decimal]]:
        return {}

    def tenured(self, month: int, but: Key) -> Usual | None:
        """The median of tenured reps over the three months that end with this one, but for one."""
        begins = month - TRAILING + 1
        if begins < self.data.first or month > self.data.last:
            return None
        if month not in self._means:
            self._means[month] = {
                key: mean
                for key, rep in self.worked.items()
                if begins - rep.start >= self.after and rep.until(month) >= month
                if (mean := rep.mean(month)) is not None
            }
        found = [mean for key, mean in self._means[month].items() if key != but]
        return Usual(median(found), len(found)) if found else None
