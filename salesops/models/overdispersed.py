"""How much counts vary beyond chance, told by their own past; and whether a move is more than that.

Visits come in crowds: their counts vary more than independent events would, whose variance is
their mean. The ratio of the two (dispersion, of quasi-Poisson models) is taken from pairs of past
windows as long as the one asked about.
"""

from collections.abc import Iterable, Sequence
from math import sqrt

from salesops.models.apart import WIDTH


def dispersion(pairs: Iterable[tuple[float, float]]) -> float:
    """Variance for each unit of mean; 1 at least, which is what chance alone makes.

    For counts a and b of one mean m, (a - b)^2 is 2 m times the dispersion on average, and a + b
    is 2 m.
    """
    found = [(a - b) ** 2 / (a + b) for a, b in pairs if a + b > 0]
    return max(sum(found) / len(found), 1.0) if found else 1.0


def successive(counts: Sequence[float], apart: int = 1) -> list[tuple[float, float]]:
    """Each count with the one so many places after it."""
    return list(zip(counts, counts[apart:], strict=False))


def errors(now: float, before: float, spread: float) -> float:
    """How many standard errors a count lies below the one before (negative: above)."""
    whole = now + before
    return (before - now) / sqrt(spread * whole) if whole > 0 else 0.0


def band(before: float, spread: float) -> float | None:
    """By what share a count usually differs from the one before, 95 times of 100."""
    return WIDTH * sqrt(2 * spread / before) if before > 0 else None
