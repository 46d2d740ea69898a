"""Whether two groups differ by more than chance: a 95 % interval for the difference of means."""

from dataclasses import dataclass
from math import sqrt

WIDTH = 1.96
"""Standard errors on each side of a 95 % interval, by the normal distribution."""


@dataclass(frozen=True)
class Sample:
    """How many there are, the sum of their values and of the squares of these."""

    n: int
    total: float
    squares: float

    @property
    def mean(self) -> float:
        """Of the values."""
        return self.total / self.n

    @property
    def variance(self) -> float:
        """The variance of the mean."""
        spread = max(self.squares - self.total * self.mean, 0.0)
        return spread / (self.n - 1) / self.n


@dataclass(frozen=True)
class Clusters:
    """A ratio of sums, as value for each order, over clusters that are alike inside."""

    clusters: int
    n: int
    total: float
    n_squares: float
    crossed: float
    """The sum over clusters of total x n."""
    squares: float

    @property
    def mean(self) -> float:
        """Of the values."""
        return self.total / self.n

    @property
    def variance(self) -> float:
        """The variance of the mean, each cluster one draw."""
        r = self.mean
        spread = max(self.squares - 2 * r * self.crossed + r * r * self.n_squares, 0.0)
        return spread * self.clusters / (self.clusters - 1) / self.n**2


@dataclass(frozen=True)
class Interval:
    """Where the difference lies, with 95 % confidence."""

    low: float
    high: float

    @property
    def tells(self) -> bool:
        """Whether it leaves 0 out: the groups differ by more than chance."""
        return self.low > 0 or self.high < 0


def means(one: Sample | Clusters, other: Sample | Clusters) -> Interval:
    """For the mean of one less the other's, each with its own variance, of two draws or more."""
    middle, half = one.mean - other.mean, WIDTH * sqrt(one.variance + other.variance)
    return Interval(middle - half, middle + half)


def shares(one: tuple[int, int], other: tuple[int, int], *, width: float = WIDTH) -> Interval:
    """For the share of one less the other's, each (part, whole).

    One in and one out are added to each group (Agresti and Caffo 2000), which keeps the interval
    honest where a share is near 0 or 1.
    """
    (a, n), (b, m) = one, other
    p, q = (a + 1) / (n + 2), (b + 1) / (m + 2)
    half = width * sqrt(p * (1 - p) / (n + 2) + q * (1 - q) / (m + 2))
    return Interval(p - q - half, p - q + half)
