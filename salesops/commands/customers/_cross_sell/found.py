"""The pairs of a window: counted, bounded and ranked, as arrays."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np

from salesops.models.lift import Bools, Floats, lift, sure
from salesops.models.together import Baskets, Ints, pairs

AT_ONCE = 1 << 16
"""Pairs that are rated at a time."""


@dataclass(frozen=True)
class Asked:
    """From how many orders on a pair counts, and whether only those of one item do."""

    count: int
    support: float
    only: tuple[int, ...] = ()
    """Its numbers, one a shop; empty where every item is asked for."""

    def least(self, orders: int) -> int:
        """Orders that a pair needs among so many."""
        return max(self.count, ceil(Fraction(str(self.support)) * orders), 1)


@dataclass(frozen=True)
class Found:
    """Pairs, the surest first; each array has one value for each of them."""

    a: Ints
    b: Ints
    n: Ints
    n_a: Ints
    n_b: Ints
    orders: Ints
    """Of their shop."""
    lift: Floats
    low: Floats
    high: Floats
    sure: Bools
    tried: int
    """Pairs of items that both stand in orders enough: so many could have come out."""

    def __len__(self) -> int:
        """How many pairs there are."""
        return len(self.a)


def find(baskets: Baskets, shop_of: Ints, orders: Ints, asked: Asked) -> Found:
    """Every pair asked for, by the lower bound of its lift.

    Args:
        baskets: The items of each order, by number.
        shop_of: The shop of each item, -1 of one that nobody named.
        orders: The orders of each shop.
        asked: Which pairs count.
    """
    least = np.array([asked.least(int(count)) for count in orders], dtype=np.int64)
    every = pairs(baskets, int(least.min(initial=asked.count)))
    n_of, shop = baskets.orders_of(len(shop_of)), shop_of[every.a]
    kept = every.n >= least[shop]
    if asked.only:
        kept &= np.isin(every.a, asked.only) | np.isin(every.b, asked.only)
    a, b, n, shop = (column[kept] for column in (every.a, every.b, every.n, shop))
    tried = _tried(n_of, shop_of, least, asked.only)
    value, low, high, surely = _rated(n, n_of[a], n_of[b], orders[shop], tried)
    rank = np.lexsort((b, a, -n, -low))
    a, b = a[rank], b[rank]
    return Found(
        a=a,
        b=b,
        n=n[rank],
        n_a=n_of[a],
        n_b=n_of[b],
        orders=orders[shop[rank]],
        lift=value[rank],
        low=low[rank],
        high=high[rank],
        sure=surely[rank],
        tried=tried,
    )


def _rated(
    n: Ints, n_a: Ints, n_b: Ints, orders: Ints, tried: int
) -> tuple[Floats, Floats, Floats, Bools]:
    """The lift of each pair, its bounds, and whether it is sure.

    Part by part: of millions at once the steps between would take more room than all the rest.
    """
    value, low, high = (np.empty(len(n)) for _ in range(3))
    surely = np.empty(len(n), dtype=bool)
    for first in range(0, len(n), AT_ONCE):
        at = slice(first, first + AT_ONCE)
        counts = (n[at] * 1.0, n_a[at] * 1.0, n_b[at] * 1.0, orders[at] * 1.0)
        one = lift(*counts)
        value[at], low[at], high[at] = one.value, one.low, one.high
        surely[at] = sure(*counts, tried)
    return value, low, high, surely


def _tried(n_of: Ints, shop_of: Ints, least: Ints, only: tuple[int, ...]) -> int:
    named = np.flatnonzero(shop_of >= 0)
    often = named[n_of[named] >= least[shop_of[named]]]
    each = np.bincount(shop_of[often], minlength=len(least))
    if only:
        return int(sum(each[shop_of[one]] - 1 for one in only if one in often))
    return int((each * (each - 1) // 2).sum())
