"""What is usual for one day at one clock time, as the days before it tell.

Days are cut at the clock time: what came before it and what after. Recent days and those of the
same weekday weigh more; a day of another weekday is first brought to the level of this one. Money
is float here, since what is usual is an estimate.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import exp2

from salesops.models.weighted import Weighted


@dataclass(frozen=True)
class Method:
    """The few numbers of the method; they are the same for every shop."""

    half_life: float = 28.0
    """Days after which a day weighs half."""
    others: float = 0.3
    """What a day of another weekday weighs, one of the same being 1."""
    trim: float = 0.9
    """Learning takes no value beyond this quantile of its kind: one large order is no habit."""
    shrink: float = 10.0
    """Days of doubt that the slope is shrunk by."""
    doubt: float = 1.0
    """Days of doubt that a weekday's level is shrunk by, towards that of all days."""
    first: int = 7
    """Days before the first one that is told."""
    least: int = 14
    """Days told, and missed by something, before a spread is spoken of."""
    memory: int = 182
    """Days looked back: an older one would weigh a hundredth."""


METHOD = Method()
_ALIKE = 1e-12
"""A variance this small against the square of the mean is of the arithmetic, not of the days."""


@dataclass(frozen=True)
class Day:
    """A past day that the shop was open, cut at the clock time asked about."""

    day: date
    so_far: float
    """What came before the clock time."""
    rest: float
    """What came after it."""
    orders: int = 1

    @property
    def total(self) -> float:
        """What the day brought."""
        return self.so_far + self.rest


@dataclass(frozen=True)
class Usual:
    """What is usual for one day, as the days before it tell."""

    so_far: float
    rest: float
    slope: float
    """How much more is to come for each unit that came more than is usual."""
    ceiling: float
    """What came beyond this tells nothing of what is to come."""
    scale: float
    """The size that misses are counted in: of what usually is to come."""
    levels: tuple[float, ...]
    """What a whole day brings, by weekday from Monday."""

    @property
    def closed(self) -> "Usual":
        """The same on a day that the shop does not sell on."""
        return replace(self, so_far=0.0, rest=0.0, slope=0.0, scale=0.0)

    def to_come(self, so_far: float) -> float:
        """What is to come after so much."""
        return self.rest + self.slope * (min(so_far, self.ceiling) - self.so_far)


def weight(past: date, on: date, method: Method = METHOD) -> float:
    """What a past day weighs in telling a day."""
    near = _near(past, on, method)
    return near if past.weekday() == on.weekday() else near * method.others


def _near(past: date, on: date, method: Method) -> float:
    return exp2(-(on - past).days / method.half_life)


def recent(days: Sequence[Day], on: date, method: Method = METHOD) -> list[Day]:
    """The days before a day that are not too long ago."""
    return [one for one in days if 0 < (on - one.day).days <= method.memory]


def enough(days: Sequence[Day], on: date, method: Method = METHOD) -> bool:
    """Whether the days before a day tell how it ends, and how sure that is."""
    return len(recent(days, on, method)) >= method.first + method.least


def usual(past: Sequence[Day], on: date, method: Method = METHOD) -> Usual:
    """What is usual on a day; of the past only days before it count, and one is needed."""
    days = recent(past, on, method)
    levels = _levels(days, on, method)
    mine = levels[on.weekday()]
    weights = [weight(one.day, on, method) for one in days]
    shares = [mine / levels[one.day.weekday()] for one in days]
    came = _trimmed([one.so_far * s for one, s in zip(days, shares, strict=True)], weights, method)
    left = _trimmed([one.rest * s for one, s in zip(days, shares, strict=True)], weights, method)
    so_far, rest = _mean(came, weights), _mean(left, weights)
    scale = _mean([abs(value) for value in left], weights)
    slope = _slope(came, left, weights, method)
    return Usual(so_far, rest, slope, max(came), scale or mine, levels)


def _levels(days: Sequence[Day], on: date, method: Method) -> tuple[float, ...]:
    """What a day of each weekday brings, shrunk towards what all days bring; never 0 or less."""
    weights = [_near(one.day, on, method) for one in days]
    totals = _trimmed([one.total for one in days], weights, method)
    overall = _mean(totals, weights)
    if overall <= 0:
        return (1.0,) * 7
    sums, seen = defaultdict[int, float](float), defaultdict[int, float](float)
    for one, total, near in zip(days, totals, weights, strict=True):
        sums[one.day.weekday()] += total * near
        seen[one.day.weekday()] += near
    of = [(sums[n] + method.doubt * overall) / (seen[n] + method.doubt) for n in range(7)]
    return tuple(max(level, overall / 100) for level in of)


def _trimmed(values: list[float], weights: list[float], method: Method) -> list[float]:
    most = Weighted.of(zip(values, weights, strict=True)).at(method.trim)
    return [min(value, most) for value in values]


def _mean(values: Sequence[float], weights: Sequence[float]) -> float:
    return sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights)


def _slope(came: list[float], left: list[float], weights: list[float], method: Method) -> float:
    """Of what is to come on what came, by least squares, shrunk to none where days are few."""
    x, y = _mean(came, weights), _mean(left, weights)
    spread = _mean([(a - x) ** 2 for a in came], weights)
    if spread <= x * x * _ALIKE:
        return 0.0
    both = _mean([(a - x) * (b - y) for a, b in zip(came, left, strict=True)], weights)
    n = sum(weights) ** 2 / sum(w * w for w in weights)
    return both / spread * n / (n + method.shrink)
