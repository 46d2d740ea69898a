"""What each customer will buy over some weeks: the whole distribution, exactly.

Of who is still there, the rate is Gamma(r + x, alpha + T) and the chance to leave after a purchase
Beta(a, b + x), apart from each other. They buy n times or more if so many purchases come (negative
binomial) and they did not leave after one of the first n - 1. What is expected is the sum of these
over n, so no hypergeometric function is needed; the tests hold it against the paper's formula.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from salesops.models.lifetime.ascent import Array
from salesops.models.lifetime.buying import Buying, History

ENDED = 1e-9
"""A chance of so many or more that adds nothing."""


@dataclass(frozen=True)
class Coming:
    """Purchases of each customer over the weeks asked for."""

    alive: Array
    """How likely they are still a customer."""
    if_alive: Array
    """Expected of who surely is."""
    squares: Array
    """The mean of the square, of who surely is."""
    some: Array
    """How likely they come back at all, of who surely is."""

    @property
    def mean(self) -> Array:
        """Expected."""
        return self.alive * self.if_alive


def ahead(buying: Buying, history: History, weeks: float) -> Coming:
    """What each will buy over the coming weeks.

    It hangs on their purchases and their age alone, but for whether they are still there.
    """
    pairs, at = _alike(history)
    mean, squares, some = np.zeros((3, pairs.repeats.size))
    for n, still, more in _chances(buying, pairs, weeks):
        if n == 1:
            some = more
        mean[still] += more
        squares[still] += (2 * n - 1) * more
    return Coming(buying.alive(history), mean[at], squares[at], some[at])


def within(buying: Buying, history: History, weeks: float, share: float) -> tuple[Array, Array]:
    """Between which numbers the purchases of each will be, with at least that chance."""
    alive, tail = buying.alive(history), (1 - share) / 2
    low, high = np.zeros((2, alive.size))
    for n, still, more in _chances(buying, history, weeks):
        known = alive[still] * more
        low[still[known >= 1 - tail]] = n
        high[still[known > tail]] = n
    return low, high


def _alike(history: History) -> tuple[History, Any]:
    """Each number of purchases and age once, and which of them each customer has."""
    key = history.repeats + 1j * history.age
    found, at = np.unique(key, return_inverse=True)
    return History.of(found.real, found.real, found.imag), at


def _chances(
    buying: Buying, history: History, weeks: float
) -> Iterator[tuple[int, NDArray[np.int64], Array]]:
    """For n = 1, 2, ..: of whom n or more may still come, and how likely if they are there."""
    x = history.repeats
    shape = buying.r + x
    z = weeks / (buying.alpha + history.age + weeks)
    # Of those still followed: the chance of exactly n purchases, of fewer, and to be there for it.
    at = np.arange(x.size)
    exactly = shape * np.log1p(-z)
    fewer, there = np.zeros(x.size), np.ones(x.size)
    n = 0
    while at.size:
        fewer = fewer + np.exp(exactly)
        n += 1
        more = np.maximum(1 - fewer, 0) * there
        yield n, at, more
        # Before the middle the chance of n grows: only past it does a small one end the sum.
        go = (more > ENDED) | (n < shape * z)
        at, x, shape, z = at[go], x[go], shape[go], z[go]
        exactly, fewer, there = exactly[go], fewer[go], there[go]
        exactly = exactly + np.log(z * (shape + n - 1) / n)
        there = there * (buying.b + x + n - 1) / (buying.a + buying.b + x + n - 1)
