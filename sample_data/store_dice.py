"""Seeded chance that gives the same answer on every Python version and machine."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

SEED = 20260918
# A prime, so that (day 12, attempt 3) and (day 3, attempt 12) start different streams.
_STEP = 1_000_003


class Dice:
    """One stream of chance, named by its keys.

    Only ``random()`` is used: its Mersenne Twister output is documented as stable, while
    ``choices``, ``shuffle`` and ``gauss`` may change their algorithm between versions. Everything
    else is whole-number arithmetic, so no platform's floating point can move a byte.
    """

    def __init__(self, *keys: int) -> None:
        seed = SEED
        for key in keys:
            seed = seed * _STEP + key
        self._next = random.Random(seed).random

    def below(self, limit: int) -> int:
        """Return a whole number from 0 to limit - 1."""
        return int(self._next() * limit)

    def between(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both possible."""
        return low + self.below(high - low + 1)

    def chance(self, permille: int) -> bool:
        """Return True in `permille` of 1000 throws."""
        return self.below(1000) < permille

    def pick(self, items: Sequence[T]) -> T:
        """Return one of the items, each as likely as the next."""
        return items[self.below(len(items))]

    def weighted(self, items: Sequence[T], weights: Sequence[int]) -> T:
        """Return one of the items, as likely as its whole-number weight says."""
        mark = self.below(sum(weights))
        for item, weight in zip(items, weights, strict=True):
            mark -= weight
            if mark < 0:
                return item
        raise AssertionError(weights)
