"""The days on which customers bought, and what they had done until one of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from salesops.models.lifetime.buying import History
from salesops.models.lifetime.worth import Seen

Array = NDArray[np.float64]
Places = NDArray[np.int64]
DAYS_A_WEEK = 7.0
EXACT = 1e-6
"""Sums that differ by less are the same sum of floats."""


@dataclass(frozen=True)
class Known:
    """Customers until the end of a day."""

    places: Places
    """In the list of buyers."""
    first: Places
    last: Places
    """Days."""
    end: int
    repeats: Array
    means: Array

    @cached_property
    def seen(self) -> Seen:
        """As the model takes them."""
        return self.at(self.end)

    def at(self, day: int) -> Seen:
        """The same customers on another day than the last, as if nothing were known after."""
        last = (self.last - self.first) / DAYS_A_WEEK
        age = np.maximum(day - self.first, self.last - self.first) / DAYS_A_WEEK
        return Seen(History.of(self.repeats, last, age), self.means)

    @cached_property
    def last_days(self) -> dict[int, int]:
        """By their place."""
        return dict(zip(self.places.tolist(), self.last.tolist(), strict=True))

    @property
    def returned(self) -> int:
        """How many bought more than once."""
        return int((self.repeats > 0).sum())


@dataclass(frozen=True)
class Bought:
    """A row a customer and day: several orders of one day are one purchase."""

    places: Places
    days: Places
    values: Array
    kept: float = 1.0
    """Of what days are worth: returns that name no order lower every day alike."""

    def until(self, end: int) -> Known:
        """What was known at the end of that day."""
        before = self.days <= end
        places, days, values = self.places[before], self.days[before], self.values[before]
        starts = np.flatnonzero(np.diff(places, prepend=-1))
        ends = np.append(starts[1:], places.size)[: starts.size] - 1
        repeats = (ends - starts).astype(float)
        later = np.add.reduceat(values, starts) - values[starts] if starts.size else values
        # Who gave back all, or more, is worth nothing as yet; a mean below 0 is no mean to go by.
        means = np.maximum(np.divide(later, repeats, where=repeats > 0, out=0 * repeats), 0)
        return Known(places[starts], days[starts], days[ends], end, repeats, means)

    def between(self, known: Known, end: int) -> tuple[Array, Array]:
        """How often and for how much those customers then bought, until the end of that day."""
        later = (self.days > known.end) & (self.days <= end)
        size = int(self.places.max(initial=-1)) + 1
        times = np.bincount(self.places[later], minlength=size)
        value = np.bincount(self.places[later], weights=self.values[later], minlength=size)
        place = known.places
        return times[place].astype(np.float64), value[place].astype(np.float64)


def read(found: Mapping[str, NDArray[Any]], total: Callable[[Places], Decimal]) -> Bought:
    """The days as they were asked for; `total` is what the customers of some places brought."""
    places, days = (np.asarray(found[column]).astype(np.int64) for column in ("place", "day"))
    values: Array = np.asarray(found["net_sales"], dtype=float)
    sold = float(values.sum())
    kept = float(total(np.unique(places))) / sold if sold > 0 else 1.0
    kept = kept if EXACT < kept < 1 - EXACT else 1.0
    return Bought(places, days, values * kept, kept)
