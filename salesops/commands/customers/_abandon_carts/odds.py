"""How likely an open cart still comes back: the shop's own history, by the age of the cart."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from salesops.commands.customers._abandon_carts.outcomes import ABANDONED, Cart
from salesops.models.compare import ratio

AGES = (1, 6, 24, 48, 72, 120)
"""Hours at which the table of ages looks."""


@dataclass(frozen=True)
class Odds:
    """The mature carts: how many there were, and after how many hours each recovered one was."""

    carts: int
    delays: tuple[float, ...]
    """In rising order."""

    @property
    def recovered(self) -> int:
        """How many came back."""
        return len(self.delays)

    @property
    def rate(self) -> float | None:
        """The share that came back."""
        return ratio(self.recovered, self.carts)

    def open_at(self, age: float) -> int:
        """How many had not come back at an age."""
        return self.carts - bisect_right(self.delays, age)

    def after(self, age: float) -> int:
        """How many of them came back after it."""
        return self.recovered - bisect_right(self.delays, age)

    def chance(self, age: float) -> float | None:
        """The share of those open at an age that came back after it."""
        return ratio(self.after(age), self.open_at(age))


def odds(carts: Iterable[Cart]) -> Odds:
    """Of the mature abandoned carts; what is not over yet would count as not recovered."""
    over = [c for c in carts if c.mature and c.outcome in ABANDONED]
    delays = sorted(c.hours for c in over if c.hours is not None)
    return Odds(len(over), tuple(delays))


def apart(before: Odds, recent: Odds) -> float:
    """How many standard errors the recent rate lies below the earlier one."""
    n = before.carts + recent.carts
    if not before.carts or not recent.carts:
        return 0.0
    pooled = (before.recovered + recent.recovered) / n
    error = sqrt(pooled * (1 - pooled) * (1 / before.carts + 1 / recent.carts))
    fall = before.recovered / before.carts - recent.recovered / recent.carts
    return fall / error if error else 0.0
