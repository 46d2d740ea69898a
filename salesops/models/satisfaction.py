"""CSAT and NPS of few answers: the score, and where the true one lies."""

from dataclasses import dataclass
from math import sqrt

from salesops.models import apart, wilson
from salesops.models.apart import WIDTH, Interval
from salesops.models.compare import ratio


@dataclass(frozen=True)
class Csat:
    """Answers from 1 to 5, and how many of them are 4 or 5."""

    n: int
    satisfied: int

    @property
    def score(self) -> float | None:
        """The share of 4 and 5."""
        return ratio(self.satisfied, self.n)

    @property
    def interval(self) -> Interval | None:
        """Where the true share lies (Wilson)."""
        return wilson.share(self.satisfied, self.n)

    def without(self, part: "Csat") -> "Csat":
        """The others, without a part of them."""
        return Csat(self.n - part.n, self.satisfied - part.satisfied)


@dataclass(frozen=True)
class Nps:
    """Answers from 0 to 10: how many are promoters (9, 10) and detractors (0 to 6)."""

    n: int
    promoters: int
    detractors: int

    @property
    def score(self) -> float | None:
        """The share of promoters less that of detractors, from -1 to 1."""
        return ratio(self.promoters - self.detractors, self.n)

    @property
    def spread(self) -> tuple[float, float]:
        """The score and its variance, with one answer of each kind added.

        The plain variance of a multinomial is 0 where all agree. With one promoter, one passive and
        one detractor more the 95 % interval holds the true score, counted over all answers that may
        come, in 96 % of the cases in the median of all shops; in the worst one in 87 % from five
        answers on, in 92 % from 30 on.
        """
        n = self.n + 3
        p, d = (self.promoters + 1) / n, (self.detractors + 1) / n
        return p - d, (p + d - (p - d) ** 2) / n

    @property
    def interval(self) -> Interval | None:
        """Where the true score lies."""
        if not self.n:
            return None
        middle, variance = self.spread
        half = WIDTH * sqrt(variance)
        return Interval(max(middle - half, -1.0), min(middle + half, 1.0))


def csat_apart(one: Csat, other: Csat, width: float = WIDTH) -> Interval:
    """For the share of one less the other's."""
    return apart.shares((one.satisfied, one.n), (other.satisfied, other.n), width=width)


def nps_apart(one: Nps, other: Nps) -> Interval:
    """For the score of one less the other's."""
    (a, va), (b, vb) = one.spread, other.spread
    half = WIDTH * sqrt(va + vb)
    return Interval(a - b - half, a - b + half)
