"""Which past days tell what a usual day is: closed weekdays and days off are not learnt from."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Generic, Protocol, TypeVar

CLOSED = 0.95
"""A weekday without an order in this share of its weeks is closed."""
SEEN = 2
"""Weeks that a weekday is seen in before it is taken as closed: one empty day may be a holiday."""
BUSY = 5
"""Where a usual day has so many orders, a day without one was a day off and not a quiet one: by
chance it would be one day in 150 (Poisson)."""


class Counted(Protocol):
    """A day whose orders are counted."""

    @property
    def day(self) -> date:
        """Its date."""

    @property
    def orders(self) -> int:
        """How many orders were placed on it."""


D = TypeVar("D", bound=Counted)


@dataclass(frozen=True)
class Calendar(Generic[D]):
    """The days of the past, told apart."""

    kept: tuple[D, ...]
    """Those to learn from, in order."""
    closed: frozenset[int]
    """Weekdays (Monday is 0) on which the shop does not sell."""
    off: tuple[date, ...]
    """Days without an order on a weekday that is otherwise open: holidays, outages."""


def calendar(days: Sequence[D]) -> Calendar[D]:
    """Tell open days from others; `days` is every day from the first sale on, in order."""
    by_weekday: dict[int, list[bool]] = defaultdict(list)
    for one in days:
        by_weekday[one.day.weekday()].append(one.orders == 0)
    closed = {
        day
        for day, empty in by_weekday.items()
        if len(empty) >= SEEN and sum(empty) >= CLOSED * len(empty)
    }
    if closed == set(by_weekday):  # a shop of very few orders is open, though seldom asked
        closed = set()
    sold = [one.orders for one in days if one.orders]
    busy = bool(sold) and median(sold) >= BUSY
    open_ = [one for one in days if one.day.weekday() not in closed]
    off = tuple(one.day for one in open_ if busy and not one.orders)
    kept = tuple(one for one in open_ if one.orders or not busy)
    return Calendar(kept, frozenset(closed), off)
