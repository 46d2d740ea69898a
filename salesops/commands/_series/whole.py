"""The whole periods of a history: the first and the last one that the data holds in full."""

from dataclasses import dataclass
from datetime import date, datetime, time

import numpy as np
from numpy.typing import NDArray

from salesops.commands._series.opening import on
from salesops.commands._series.reach import NEXT_TO_NOTHING
from salesops.commands._series.rows import Known
from salesops.models.forecast.panel import Array, Days, Freq
from salesops.periods.dates import floor

MOST = {Freq.DAY: 4 * 365 + 1, Freq.WEEK: 522, Freq.MONTH: 360}
"""Periods of history that a forecast may learn from: four, ten and thirty years."""
SEEN = 3
"""Periods without which nobody can say what a period usually brings when."""
RECENT = 26
"""Periods that tell it."""


@dataclass(frozen=True)
class Sold:
    """The days on which anything was sold or came back, and how much."""

    days: Days
    values: Array
    closed: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())
    """The weekdays on which the store did not sell at first, and does not now."""


@dataclass(frozen=True)
class Whole:
    """Periods in a row, each known in full."""

    starts: Days
    """(T,): their first days."""
    end: date
    """The first day of the period after them."""
    begun: date | None
    """That day, where a part of that period is known; it is left out."""
    older: bool
    """Whether there were more of them than a forecast learns from."""

    @property
    def first(self) -> date:
        """The first day of all; that to come where no period is whole."""
        return _date(self.starts[0]) if len(self.starts) else self.end

    def index(self, days: Days) -> NDArray[np.intp]:
        """Which period each day is in; the days must be in [first, end)."""
        found: NDArray[np.intp] = np.searchsorted(self.starts, days, side="right") - 1
        return found


def whole(freq: Freq, week_start: int, sold: Sold, known: Known) -> Whole:
    """The periods from the first sale to the last full day that are whole.

    One that the data begins or ends within is whole where what it lacks is next to nothing, told
    from the others: a week without its closed Sunday, a month whose sales are all of its 1st.
    """
    if not len(sold.days):
        return Whole(sold.days, known.end, known.begun, older=False)
    bounds = _bounds(freq, week_start, _date(sold.days[0]), known.end)
    first, last = _ends(bounds, sold, np.datetime64(known.end), freq)
    starts = _sold_since(bounds[first:last][-MOST[freq] :], sold.days)
    stop = _date(bounds[last])
    begun = stop if stop < known.end or stop == known.begun else None
    return Whole(starts, stop, begun, older=last - first > MOST[freq])


def _ends(bounds: Days, sold: Sold, end: np.datetime64, freq: Freq) -> tuple[int, int]:
    """Which of the bounds are the first and the last of whole periods."""
    begin, last = sold.days[0], len(bounds) - 1
    full = bounds[:-1][(bounds[:-1] >= begin) & (bounds[1:] <= end)]
    usual = _Usual(sold, full, freq)
    head = bounds[0] == begin or usual.has_all(bounds[0], begin, head=True)
    tail = bounds[last] == end or usual.has_all(bounds[last - 1], end, head=False)
    return (0 if head else 1), (last if tail else last - 1)


def _sold_since(starts: Days, days: Days) -> Days:
    """The periods from the first one with a sale: after a stray one may come years of none."""
    within = days[days >= starts[0]] if len(starts) else starts
    if not len(within):
        return starts[:0]
    return starts[np.searchsorted(starts, within[0], side="right") - 1 :]


@dataclass(frozen=True)
class _Usual:
    """When in a period its sales usually come."""

    sold: Sold
    full: Days
    """The first days of those that the data holds from their first day to their last."""
    freq: Freq

    def has_all(self, start: np.datetime64, cut: np.datetime64, *, head: bool) -> bool:
        """Whether a period that is known only from (head) or until its day `cut` lacks nothing."""
        first, stop = (start, cut) if head else (cut, self._next(np.array([start]))[0])
        lacking = np.arange(first, stop, dtype="datetime64[D]")
        if on(lacking, self.sold.closed[0 if head else 1]).all():
            return True
        full = self.full[:RECENT] if head else self.full[-RECENT:]
        if len(full) < SEEN:
            return False
        few = self._share(full, cut - start, head=head) <= NEXT_TO_NOTHING
        return few or self._one_day(np.append(full, start))

    def _share(self, full: Days, cut: np.timedelta64, *, head: bool) -> float:
        """Of what those periods brought, what came before so many of their days, or after."""
        stops = self._next(full)
        cuts = np.minimum(full + cut, stops)
        part = self._between(full, cuts) if head else self._between(cuts, stops)
        return float(part.sum() / (self._between(full, stops).sum() or 1))

    def _one_day(self, starts: Days) -> bool:
        """Whether each has one day of sales, whichever it is: its last, or its last workday."""
        ends = np.searchsorted(self.sold.days, self._next(starts))
        return bool((ends - np.searchsorted(self.sold.days, starts) == 1).all())

    def _between(self, starts: Days, stops: Days) -> Array:
        """What was sold in each [start, stop)."""
        sums = np.concatenate(([0.0], np.cumsum(np.abs(self.sold.values))))
        ends = np.searchsorted(self.sold.days, stops)
        found: Array = sums[ends] - sums[np.searchsorted(self.sold.days, starts)]
        return found

    def _next(self, starts: Days) -> Days:
        if self.freq is Freq.MONTH:
            return (starts.astype("datetime64[M]") + 1).astype("datetime64[D]")
        return starts + (7 if self.freq is Freq.WEEK else 1)


def _bounds(freq: Freq, week_start: int, begin: date, end: date) -> Days:
    """The first days of the periods from that of `begin` on; the last bound is not before end."""
    first = floor(datetime.combine(begin, time()), freq, week_start)
    bounds = freq.starts(first.date(), _most(freq, first.date(), end) + 1)
    return bounds[: int(np.searchsorted(bounds, np.datetime64(end))) + 1]


def _most(freq: Freq, first: date, end: date) -> int:
    days = (end - first).days
    return days // {Freq.DAY: 1, Freq.WEEK: 7, Freq.MONTH: 28}[freq] + 1


def _date(day: np.datetime64) -> date:
    found: date = day.astype("datetime64[D]").item()
    return found
