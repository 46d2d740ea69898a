"""How far a share of few can be trusted: Wilson's score interval, and chance by the binomial."""

from math import comb, sqrt
from statistics import NormalDist

from salesops.models.apart import WIDTH, Interval

CONFIDENCE = 0.95


def share(part: int, whole: int, width: float = WIDTH) -> Interval | None:
    """Where the share lies from which part of whole were drawn; None of nothing.

    It stays within 0 and 1, and is honest where a share is near either, unlike p +- 2 s.
    """
    if whole <= 0:
        return None
    p, z2 = part / whole, width * width
    middle = (p + z2 / (2 * whole)) / (1 + z2 / whole)
    half = width / (1 + z2 / whole) * sqrt(p * (1 - p) / whole + z2 / (4 * whole * whole))
    return Interval(max(middle - half, 0.0), min(middle + half, 1.0))


def width_of(tests: int) -> float:
    """Standard errors that keep all of so many intervals right at once (Bonferroni)."""
    return NormalDist().inv_cdf(1 - (1 - CONFIDENCE) / (2 * max(tests, 1)))


def by_chance(part: int, whole: int, usual: float) -> float:
    """How likely so many of whole or more are, where each has the usual chance: exactly."""
    fewer = (comb(whole, k) * usual**k * (1 - usual) ** (whole - k) for k in range(part))
    return max(1 - sum(fewer), 0.0)
