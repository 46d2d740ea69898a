"""What a campaign brought: random groups against each other, or a time against those before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import mean, stdev

from salesops.models.apart import WIDTH, Sample

BLOCKS = 8
"""Times before that one is held against, at the most."""
FEWEST = 4
"""And at the least: fewer do not tell how much they differ by themselves."""
_T = {3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365}
"""Student's t of a 95 % interval, by degrees of freedom."""


@dataclass(frozen=True)
class Estimate:
    """A figure and where it lies with 95 % confidence."""

    middle: float
    low: float
    high: float

    def times(self, n: float) -> "Estimate":
        """So many times as much."""
        return Estimate(self.middle * n, self.low * n, self.high * n)

    @property
    def again(self) -> float:
        """What share of it to expect another time.

        What is picked for having worked was lucky too: the further it is from 0 in standard errors
        the less so (James and Stein).
        """
        error = (self.high - self.low) / (2 * WIDTH)
        if self.middle <= 0:
            return 0.0
        return max(1 - (error / self.middle) ** 2, 0.0)


def uplift(treated: Sample, control: Sample) -> Estimate:
    """The mean of one group less that of the other, both of two or more.

    Both are taken to spread alike. What customers spend is mostly nothing and seldom much, and the
    group held back is small: where it happens to lack large orders its mean and its own spread are
    both too low, so Welch's interval misses 7 to 9 % of the time instead of 5, and nearly always
    towards a lift that is none. With one spread for both it misses 3 to 5 %: see
    tests/commands/test_campaigns_model.py.
    """
    spread = (_within(treated) + _within(control)) / (treated.n + control.n - 2)
    middle = treated.mean - control.mean
    half = WIDTH * sqrt(spread * (1 / treated.n + 1 / control.n))
    return Estimate(middle, middle - half, middle + half)


def _within(group: Sample) -> float:
    """The sum of squares around its own mean."""
    return max(group.squares - group.total * group.mean, 0.0)


def errors_apart(one: Sample, other: Sample) -> float:
    """By how many standard errors two means differ; 0 where nothing varies."""
    found = uplift(one, other)
    error = (found.high - found.low) / (2 * WIDTH)
    return abs(found.middle) / error if error > 0 else 0.0


def beyond_usual(
    now: float, before: Sequence[float], others_now: float, others: Sequence[float]
) -> Estimate | None:
    """How much more came now than in equal times before, as the others moved; None of too few.

    `others` is what it is held against: where they grew by a tenth so would this have. Without
    others (all ones) it is the times before alone. The interval is for one more time like those.
    """
    pairs = [(y, x) for y, x in zip(before, others, strict=True) if x > 0]
    if len(pairs) < FEWEST or others_now <= 0:
        return None
    rates = [y / x for y, x in pairs[:BLOCKS]]
    n = len(rates)
    middle = now - mean(rates) * others_now
    half = _T[n - 1] * stdev(rates) * sqrt(1 + 1 / n) * others_now
    return Estimate(middle, middle - half, middle + half)
