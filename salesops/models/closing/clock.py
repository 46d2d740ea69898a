"""When a deal is won, from how long past ones took: discrete-time hazards that compete.

A stay is that of a deal in a stage. On each day of it the deal may be won, or lost; of one that is
open only the days until now are known. A deal that has been in its stage for so many days is like
the past ones that were still there after as many, not like all that ever entered: so hazards begin
anew at each mark that a stay has passed, and count the days from there until the deal is won.
"""

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Whole = NDArray[np.int64]
NEVER = 10**7
"""The day of what has not come."""
MARKS = (
    *range(14), *range(14, 28, 2), *range(28, 84, 7), 84, 98, 126, 154, 182, 273, 365
)  # fmt: skip
"""Days in a stage from which hazards begin anew."""
WEEK = 7
WEEKS = 104
"""In which a hazard is told by itself; later weeks share one."""
SPAN = WEEKS * WEEK
ALIKE = 10
"""A stage's hazards are drawn towards those of all as if so many deals more had been there."""


@dataclass(frozen=True, eq=False)
class Stays:
    """Stays of deals, each an entry of all arrays; days are whole numbers."""

    code: Whole
    """The stage, as small numbers from 0 on."""
    entered: Whole
    gone: Whole
    """When it left the stage; NEVER where it is there."""
    closed: Whole
    """When the deal closed; NEVER where it is open."""
    outcome: Whole
    """1 won, 0 lost, -1 open."""
    deal: Whole
    """Whose stay it is: the stays of a deal stand together."""

    def of(self, keep: NDArray[np.bool_]) -> "Stays":
        """Some of them."""
        return Stays(*(getattr(self, one.name)[keep] for one in fields(self)))

    def known(self, at: int) -> "Stays":
        """Those of which something was known when day `at` began, and that alone."""
        some = self.of((self.entered < at) & (self.closed >= self.entered))
        over = some.closed < at
        end = np.where(over, some.closed, at)
        gone = np.maximum(np.minimum(some.gone, end), some.entered)
        outcome = np.where(over, some.outcome, -1)
        return replace(some, gone=gone, closed=end, outcome=outcome)


@dataclass(frozen=True, eq=False)
class Clock:
    """How likely a deal that will be won is won by which day."""

    marks: Whole
    course: Array
    """(stages, marks, days): the chance to be won before each day counted from the mark."""
    ever: Array
    """(stages, marks): the chance to be won at all."""
    wins: Whole
    """(stages, marks): of the stage itself, won deals that had passed the mark there."""
    oldest: int
    """Days in a stage that no deal which was won has exceeded; -1 where none was won."""

    def shares(self, code: Whole, days: Whole, ends: Whole) -> Array:
        """(deals, periods): of deals that will be won, how likely in each period ahead.

        Args:
            code: The stage of each deal.
            days: How long each has been there.
            ends: Days from now on which the periods end; each begins where the one before does.
        """
        mark = np.searchsorted(self.marks, days, side="right") - 1
        past = np.minimum(days - self.marks[mark], SPAN)
        before = self.course[code, mark, past]
        left = self.ever[code, mark] - before
        by = self.course[code[:, None], mark[:, None], past[:, None] + ends[None, :]]
        known = left > 0
        part = (by - before[:, None]) / np.where(known, left, 1.0)[:, None]
        part = np.clip(np.where(known[:, None], part, 0.0), 0.0, 1.0)
        return np.diff(part, axis=1, prepend=0.0)

    def own(self, code: Whole, days: Whole) -> Whole:
        """How many won deals of its own stage each deal's hazards are told from."""
        mark = np.searchsorted(self.marks, days, side="right") - 1
        return self.wins[code, mark]


def clock(stays: Stays, stages: int, ahead: int, marks: tuple[int, ...] = MARKS) -> Clock:
    """The hazards of each stage, for periods that end at most `ahead` days from now.

    Args:
        stays: As they were known.
        stages: Codes are below it.
        ahead: Days.
        marks: Only 0 where a stay is the whole life of a deal.
    """
    starts = np.array(marks, dtype=np.int64)
    counts = _counted(stays, stages, starts)
    # Whoever passed a mark passed all before it.
    counts = counts[:, ::-1].cumsum(axis=1)[:, ::-1]
    pools = _pooled(counts.sum(axis=0), starts)
    course = np.empty((stages, starts.size, SPAN + ahead + 1))
    ever = np.empty((stages, starts.size))
    wins = np.empty((stages, starts.size), dtype=np.int64)
    for code, own in enumerate(counts):
        for n, start in enumerate(starts):
            events, exposed = _weekly(own[n], int(start))
            course[code, n], ever[code, n] = _course(_drawn(events, exposed, pools[n]), ahead)
            wins[code, n] = events[0].sum()
    there = (stays.gone - stays.entered)[stays.outcome == 1]
    oldest = int(there.max()) if there.size else -1
    return Clock(starts, course, ever, wins, oldest)


def _counted(stays: Stays, stages: int, starts: Whole) -> Whole:
    """(stages, marks, 3, days): stays by the last mark they passed, their end and its day."""
    most = int(starts[-1]) + SPAN + 1
    took = np.minimum(stays.closed - stays.entered, most)
    passed = np.searchsorted(starts, stays.gone - stays.entered, side="right") - 1
    ended = np.where(stays.outcome == 1, 0, np.where(stays.outcome == 0, 1, 2))
    shape = (stages, starts.size, 3, most + 1)
    at = np.ravel_multi_index((stays.code, passed, ended, took), shape)
    return np.bincount(at, minlength=int(np.prod(shape))).reshape(shape)


def _pooled(counts: Whole, starts: Whole) -> list[Array]:
    """Hazards of all stages by mark, each drawn towards those of the mark before."""
    found: list[Array] = []
    for n, start in enumerate(starts):
        events, exposed = _weekly(counts[n], int(start))
        plain = np.divide(events, exposed, out=np.zeros_like(events), where=exposed > 0)
        found.append(_drawn(events, exposed, found[-1]) if found else plain)
    return found


def _weekly(counts: Whole, start: int) -> tuple[Array, Array]:
    """(2, weeks + 1) wins and losses, and (weeks + 1,) days of deals that were at risk of them.

    The last is of all later days. A deal that is open was at risk until the day before its last.
    """
    won, lost, still = counts[:, start:].astype(np.float64)
    risk = _from(won + lost) + _from(still) - still
    cut = np.append(np.arange(0, SPAN, WEEK), SPAN)
    events = np.add.reduceat(np.stack([won, lost]), cut, axis=1)
    return events, np.add.reduceat(risk, cut)


def _from(values: Array) -> Array:
    """The sum of each and all after it."""
    return values[::-1].cumsum()[::-1]


def _drawn(events: Array, exposed: Array, towards: Array) -> Array:
    more = ALIKE * WEEK
    drawn: Array = (events + more * towards) / (exposed + more)
    return drawn


def _course(hazards: Array, ahead: int) -> tuple[Array, float]:
    """The chance to be won before each day, and ever."""
    days = np.minimum(np.arange(SPAN + ahead) // WEEK, WEEKS)
    won, lost = hazards[:, days]
    there = np.cumprod(1 - won - lost)
    before = np.append(1.0, there[:-1])
    course = np.append(0.0, np.cumsum(won * before))
    last = float(hazards[:, -1].sum())
    rest = float(there[-1]) * float(hazards[0, -1]) / last if last > 0 else 0.0
    return course, float(course[-1]) + rest
