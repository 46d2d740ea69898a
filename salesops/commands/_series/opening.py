"""On which days the store was open: what a day without an order says."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from salesops.models.forecast.panel import Array, Days, Mask
from salesops.models.open_days import BUSY, calendar

ERA = 182
"""Days that tell which weekdays are closed: opening hours change, and a year ago is long ago."""
LATELY = 56
"""Days after which a weekday without any order has closed."""
OFTEN = 0.1
"""A store that sells on fewer of its days is not closed on the others: it sells seldom, or its
exports hold a month on one date."""


@dataclass(frozen=True)
class Opening:
    """The days of a history, told apart."""

    shut: Mask
    """(T + H,): weekdays on which it did not sell in that half year; those to come by the last."""
    off: tuple[date, ...]
    """Days without an order on which it usually has many."""
    closed: frozenset[int]
    """Weekdays (Monday is 0) on which it does not sell now."""

    def hidden(self, past: Days) -> Mask:
        """(T,): the days that say nothing of what is sold."""
        return self.shut[: len(past)] | np.isin(past, np.array(self.off, dtype="datetime64[D]"))


@dataclass(frozen=True)
class _Day:
    day: date
    orders: int


def opening(days: Days, orders: Array, horizon: int) -> Opening:
    """Tell open days from others, half a year at a time, the last one whole.

    Args:
        days: (T + H,) the days, in order.
        orders: (T,) how many were placed on each that is past.
        horizon: H, how many are to come.
    """
    shut = np.zeros(len(days), dtype=bool)
    off: list[date] = []
    closed = frozenset[int]()
    past = len(orders)
    for start, stop in _eras(past):
        closed, gone = _era(days[start:stop], orders[start:stop])
        shut[start:stop] = on(days[start:stop], closed)
        off += gone
    if past >= LATELY:  # a weekday that closed two months ago is closed, though not for half a year
        lately, _ = _era(days[past - LATELY : past], orders[past - LATELY :])
        shut[past - LATELY : past] |= on(days[past - LATELY : past], lately)
        closed |= lately
    shut[past : past + horizon] = on(days[past:], closed)
    closed_days = set(days[shut].tolist())
    return Opening(shut, tuple(day for day in off if day not in closed_days), closed)


def on(days: Days, weekdays: frozenset[int]) -> Mask:
    """Which of the days are such weekdays (Monday is 0)."""
    return np.isin((days.astype(np.int64) + 3) % 7, list(weekdays))  # 1970 began on a Thursday


def closed_weekdays(days: Days, orders: Array, end: date) -> tuple[frozenset[int], frozenset[int]]:
    """The closed weekdays of the first half year of a history, and of the last.

    Args:
        days: The days that had orders, in order.
        orders: How many.
        end: The day after the last that is known.
    """
    if not len(days):
        return frozenset(), frozenset()
    every = np.arange(days[0], np.datetime64(end))
    at = (days - days[0]).astype(int)
    counts = np.asarray(np.bincount(at, orders, minlength=len(every)), dtype=float)
    first, _ = _era(every[:ERA], counts[:ERA])
    last, _ = _era(every[-ERA:], counts[-ERA:])
    return first, last


def _eras(past: int) -> list[tuple[int, int]]:
    """Half years, the last of which ends with the history; the first takes what is left over."""
    stops = [past - ERA * n for n in range(max(1, past // ERA))][::-1]
    return list(zip([0, *stops[:-1]], stops, strict=True))


def _era(days: Days, orders: Array) -> tuple[frozenset[int], tuple[date, ...]]:
    """Its closed weekdays, and its days off."""
    if (orders > 0).mean() < OFTEN:
        return frozenset(), ()
    pairs = zip(days.tolist(), orders.tolist(), strict=True)
    found = calendar([_Day(day, int(count)) for day, count in pairs])
    # Where a weekday brings but a few orders in half a year, that it had none is chance.
    told = orders.sum() >= 7 * BUSY
    return found.closed if told else frozenset(), found.off if told else ()
