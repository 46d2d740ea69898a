"""What each customer will bring: purchases times what one is worth, and how sure that is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from math import exp, log, sqrt
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from salesops.models.lifetime.ascent import Array, Fit
from salesops.models.lifetime.buying import Buying, History, fit_buying
from salesops.models.lifetime.coming import Coming, ahead, within
from salesops.models.lifetime.spending import Alike, Spending, fit_spending

SHARE = 0.8
"""Of an interval: as of a forecast."""
SAMPLE = 4_000
"""Customers enough to see how the sum moves with the parameters."""
NUDGE = 1e-3


@dataclass(frozen=True)
class Seen:
    """Customers until a day: how often, how long, and what a repeat was worth."""

    history: History
    means: Array
    """The mean value of their repeat purchases; 0 without any."""

    def __getitem__(self, some: slice | NDArray[np.int64]) -> "Seen":
        of = self.history
        rows = (of.repeats[some], of.last[some], of.age[some], of.count[some])
        return Seen(History(*rows), self.means[some])


@dataclass(frozen=True)
class Model:
    """How often and for how much the customers of a shop buy."""

    buying: Buying
    spending: Spending | Alike

    def ahead(self, seen: Seen, weeks: float) -> "Worth":
        """What each brings over the coming weeks."""
        return Worth(self, seen, weeks, ahead(self.buying, seen.history, weeks))

    @property
    def moved(self) -> Iterator[tuple[float, "Model"]]:
        """The model a little off its likeliest in each direction: by how many errors, and it.

        The directions are those in which errors are independent.
        """
        for errors, (r, alpha, a, b) in _directions(self.buying.fit):
            yield errors, replace(self, buying=Buying(r, alpha, a, b))
        for errors, (p, q, v) in _directions(self.spending.fit):
            yield errors, replace(self, spending=Spending(p, max(q, 1 + NUDGE), v))


def _directions(fitted: Fit | None) -> Iterator[tuple[float, list[float]]]:
    """Parameters a little larger in one direction each, and how many errors of it are as much."""
    if fitted is None:
        return
    sizes, ways = np.linalg.eigh(fitted.covariance)
    for size, way in zip(np.sqrt(np.maximum(sizes, 0)), ways.T, strict=True):
        step = min(NUDGE, float(size))
        if step > 0:
            yield float(size) / step, (fitted.values * np.exp(way * step)).tolist()


def fit(seen: Seen) -> Model:
    """The model of these customers."""
    return Model(fit_buying(seen.history), fit_spending(seen.history.repeats, seen.means))


@dataclass(frozen=True)
class Worth:
    """What each customer brings over some weeks."""

    model: Model
    seen: Seen
    weeks: float
    coming: Coming

    @cached_property
    def each(self) -> Array:
        """What a purchase is worth."""
        return self.model.spending.mean(self.seen.history.repeats, self.seen.means)

    @cached_property
    def if_alive(self) -> Array:
        """Expected of who surely is still a customer."""
        return self.coming.if_alive * self.each

    @cached_property
    def value(self) -> Array:
        """Expected."""
        return self.coming.alive * self.if_alive

    @cached_property
    def order(self) -> NDArray[np.int64]:
        """Customers by what they are expected to bring, the most first."""
        return np.argsort(-self.value, kind="stable")

    @cached_property
    def squares(self) -> Array:
        """The mean of the square: by purchases, by one's values and by the customer's own mean."""
        square = self.model.spending.square(self.seen.history.repeats, self.seen.means)
        coming = self.coming
        return coming.alive * square * (coming.if_alive / self.model.spending.p + coming.squares)

    def variance(self, some: Any) -> float:
        """Of the sum over some customers, by chance alone: they buy apart from each other."""
        return float((self.squares[some] - self.value[some] ** 2).sum())

    @cached_property
    def unsure(self) -> tuple[float, float]:
        """The standard errors of the fit in the purchases and in the value, as shares of the sums.

        Seen on enough customers, each with the same step from the next.
        """
        few = self.seen[:: max(1, self.value.size // SAMPLE)]
        base = self.model.ahead(few, self.weeks)
        found = np.zeros(2)
        for errors, model in self.model.moved:
            off = model.ahead(few, self.weeks)
            moves = [_share(off.coming.mean, base.coming.mean), _share(off.value, base.value)]
            found += (np.array(moves) * errors) ** 2
        return sqrt(found[0]), sqrt(found[1])

    @cached_property
    def between(self) -> tuple[Array, Array]:
        """Between which numbers the purchases of each will be."""
        return within(self.model.buying, self.seen.history, self.weeks, SHARE)

    def within(self, customer: int) -> tuple[float, float]:
        """Where the value of one lies: nothing, or log-normal with the right mean and variance."""
        some = float(self.coming.alive[customer] * self.coming.some[customer])
        mean, square = float(self.value[customer]), float(self.squares[customer])
        if some <= 0 or mean <= 0:
            return 0.0, 0.0
        low, high = (self._quantile(s, some, mean, square) for s in tails())
        return low, high

    @staticmethod
    def _quantile(share: float, some: float, mean: float, square: float) -> float:
        nothing = 1 - some
        if share <= nothing:
            return 0.0
        spread = log(max(square * some / mean**2, 1.0))
        z = NormalDist().inv_cdf((share - nothing) / some)
        return mean / some * exp(z * sqrt(spread) - spread / 2)


def tails(share: float = SHARE) -> tuple[float, float]:
    """The chances below the two ends of an interval."""
    return (1 - share) / 2, (1 + share) / 2


def around(mean: float, variance: float, unsure: float) -> tuple[float, float]:
    """The interval of a sum: what chance and the given error do to it, as shares of it."""
    if mean <= 0:
        return 0.0, 0.0
    spread = sqrt(log(1 + variance / mean**2 + unsure**2))
    z = NormalDist().inv_cdf(tails()[1])
    return mean * exp(-z * spread), mean * exp(z * spread)


def _share(new: Array, old: Array) -> float:
    return float(new.sum() / old.sum() - 1) if old.sum() > 0 else 0.0
