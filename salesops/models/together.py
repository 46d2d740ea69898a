"""Which items stand in the same orders, and in how many: counted exactly, whatever the sizes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer]
_BITS = 32
"""Of a number of an item or a place, so that two sort as one number of 64 bits."""
_SPARSE = 16
"""So many times fewer neighbours than items are sorted: a count of each item would be zeros."""


@dataclass(frozen=True)
class Baskets:
    """The items of each order, each once, in ascending order; `starts` has one more than orders."""

    orders: Ints
    items: Ints
    starts: Ints

    @property
    def sizes(self) -> Ints:
        """Different items of each order."""
        return np.diff(self.starts)

    def of(self, orders: Ints) -> "Baskets":
        """Those of some orders."""
        kept = np.isin(self.orders, orders)
        items = self.items[np.repeat(kept, self.sizes)]
        return Baskets(self.orders[kept], items, np.append(0, np.cumsum(self.sizes[kept])))

    def without(self, item: int) -> "Baskets":
        """They less an item, and those that hold nothing else."""
        keep = self.items != item
        if keep.all():
            return self
        sizes = np.add.reduceat(keep, self.starts[:-1], dtype=np.int64)
        left = np.append(0, np.cumsum(sizes[sizes > 0]))
        return Baskets(self.orders[sizes > 0], self.items[keep], left)

    def with_item(self, item: int) -> Ints:
        """The orders in which it stands."""
        places = np.flatnonzero(self.items == item)
        return self.orders[np.searchsorted(self.starts, places, side="right") - 1]

    def orders_of(self, items: int) -> Ints:
        """In how many orders each of so many items stands."""
        return np.bincount(self.items, minlength=items)


@dataclass(frozen=True)
class Pairs:
    """Two items that stand in so many orders together; a is the lower number."""

    a: Ints
    b: Ints
    n: Ints


def baskets(orders: Ints, items: Ints) -> Baskets:
    """Rows of order and item as baskets: an item that a row repeats counts once."""
    rows = _sorted(orders, items)
    new = _changes(rows)
    kept = rows.astype(np.int32)[new]  # the lower half
    rows >>= _BITS
    order = rows.astype(np.int32)[new]
    first = _changes(order)
    return Baskets(order[first], kept, np.append(np.flatnonzero(first), len(order)))


def _changes(rows: Ints) -> NDArray[np.bool_]:
    """Of sorted numbers, where one stands for the first time."""
    found = np.ones(len(rows), dtype=bool)
    np.not_equal(rows[1:], rows[:-1], out=found[1:])
    return found


def _sorted(high: Ints, low: Ints) -> Ints:
    """Two numbers as one, in order; room for millions is made once and used again."""
    rows = high.astype(np.int64)
    rows <<= _BITS
    rows |= low
    rows.sort()
    return rows


def pairs(found: Baskets, least: int) -> Pairs:
    """Every pair in `least` orders or more.

    An item in fewer orders can be in no such pair. Of each of the others the neighbours behind it
    are gathered from its orders and counted: at no time is there more than one item's part, so an
    order of 500 items, of 124,750 pairs, needs no more room than its items.
    """
    kept = _frequent(found, least)
    items, size = kept.items, int(kept.items.max(initial=-1)) + 1
    places, firsts = _places(items, size)
    behind = np.repeat(kept.starts[1:].astype(np.int32), kept.sizes)
    behind -= np.arange(1, len(items) + 1, dtype=np.int32)
    parts: list[tuple[Ints, Ints, Ints]] = []
    for a in np.flatnonzero(np.diff(firsts) >= least):
        others, n = _neighbours(items, places[firsts[a] : firsts[a + 1]], behind, size)
        often = n >= least
        parts.append((np.full(int(often.sum()), a), others[often], n[often]))
    if not parts:
        return Pairs(*(np.zeros(0, dtype=np.int64) for _ in range(3)))
    return Pairs(*(np.concatenate(part) for part in zip(*parts, strict=True)))


def _frequent(found: Baskets, least: int) -> Baskets:
    """Of the items those that may be in a pair, in the orders that hold two of them or more."""
    often = found.orders_of(int(found.items.max(initial=-1)) + 1) >= least
    order = np.repeat(np.arange(len(found.sizes), dtype=np.int32), found.sizes)
    keep = often[found.items]
    sizes = np.bincount(order[keep], minlength=len(found.sizes))
    keep &= sizes[order] > 1
    kept = sizes > 1
    return Baskets(found.orders[kept], found.items[keep], np.append(0, np.cumsum(sizes[kept])))


def _places(items: Ints, size: int) -> tuple[Ints, Ints]:
    """Where each item stands, item by item, and where each of these lists begins."""
    rows = _sorted(items, np.arange(len(items), dtype=np.int32))
    firsts = np.append(0, np.cumsum(np.bincount(items, minlength=size)))
    return rows.astype(np.int32), firsts


def _neighbours(items: Ints, places: Ints, behind: Ints, size: int) -> tuple[Ints, Ints]:
    """The items that stand behind these places in their orders, and how often each."""
    many = behind[places]
    total = int(many.sum())
    ends = np.cumsum(many)
    at = np.arange(total) + np.repeat(places + 1 - ends + many, many)
    if total * _SPARSE < size:
        return np.unique(items[at], return_counts=True)
    n = np.bincount(items[at])
    others = np.flatnonzero(n)
    return others, n[others]
