"""How far one value of a dimension moved apart from all the others, and whether by chance."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import sqrt
from statistics import NormalDist


@dataclass(frozen=True)
class Moved:
    """Net sales of something in two windows, and the squares of its orders' amounts."""

    before: Decimal
    now: Decimal
    squares_before: float = 0.0
    squares_now: float = 0.0

    @property
    def change(self) -> Decimal:
        """From the one to the other."""
        return self.now - self.before


@dataclass(frozen=True)
class Contrast:
    """One value against the whole that it is of."""

    own: Fraction
    """Its change less what it would have been, had it moved as all the others did."""
    excess: Fraction
    """Its change less its share of the whole's: all values of a dimension sum to 0."""
    errors: float
    """Its own change in standard errors; infinite where nothing varies."""


def contrast(one: Moved, whole: Moved) -> Contrast:
    """One value against the others; `whole` holds it.

    Where the others sold nothing before, or came to less than nothing, there is no rate that they
    moved at: its own is then its excess.
    """
    share = Fraction(one.before) / Fraction(whole.before) if whole.before > 0 else Fraction()
    excess = Fraction(one.change) - share * Fraction(whole.change)
    rest = whole.before - one.before
    if rest <= 0:
        return Contrast(excess, excess, _errors(excess, one, whole, 1.0))
    rate = max(Fraction(whole.now - one.now) / Fraction(rest), Fraction())
    own = Fraction(one.now) - Fraction(one.before) * rate
    return Contrast(own, excess, _errors(own, one, whole, float(rate)))


def _errors(own: Fraction, one: Moved, whole: Moved, rate: float) -> float:
    """Orders come by chance, each with its amount: the variance of a sum is that of its squares."""
    rest = float(whole.before - one.before)
    pull = float(one.before) / rest if rest > 0 else 0.0
    others_now = max(whole.squares_now - one.squares_now, 0.0)
    others_before = max(whole.squares_before - one.squares_before, 0.0)
    variance = (
        one.squares_now
        + rate**2 * one.squares_before
        + pull**2 * (others_now + rate**2 * others_before)
    )
    return abs(float(own)) / sqrt(variance) if variance > 0 else float("inf")


def beyond(chance: float, tries: int) -> float:
    """Standard errors that one of so many tries passes with at most that chance (Bonferroni)."""
    return NormalDist().inv_cdf(1 - chance / 2 / max(tries, 1))
