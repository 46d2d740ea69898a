"""Which items stand in the same orders, and in how many: counted exactly, whatever the sizes."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Ints = NDArray[np.integer]
_BITS = 32
"""Of a number of an item or a place, so that two sort as one number of 64 bits."""
_AT_ONCE = 1 << 20
"""Places that are sorted by item at a time."""
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
        return Baskets(self.orders[kept], items, _starts(self.sizes[kept]))

    def without(self, item: int) -> "Baskets":
        """They less an item, and those that hold nothing else."""
        return self.only(self.items != item, 1)

    def only(self, keep: Bools, least: int) -> "Baskets":
        """They with some of their items only, those that then hold so many or more."""
        if least == 1 and keep.all():
            return self
        sizes = np.add.reduceat(keep, self.starts[:-1], dtype=np.int32)
        held = sizes >= least
        keep = keep & np.repeat(held, self.sizes)
        return Baskets(self.orders[held], self.items[keep], _starts(sizes[held]))

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
    starts = np.append(np.flatnonzero(first), len(order)).astype(np.int32)
    return Baskets(order[first], kept, starts)


def _starts(sizes: Ints) -> Ints:
    return np.append(np.int32(0), np.cumsum(sizes, dtype=np.int32))


def _changes(rows: Ints) -> Bools:
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
    behind, size = _behind(kept), int(kept.items.max(initial=-1)) + 1
    parts = [(np.zeros(0, dtype=np.int32),) * 3]
    for a, places in _places(kept.items, least):
        others, n = _neighbours(kept.items, places, behind[places], size)
        often = n >= least
        others, n = (column[often].astype(np.int32) for column in (others, n))
        parts.append((np.full(len(n), a, dtype=np.int32), others, n))
    return Pairs(*(np.concatenate(part) for part in zip(*parts, strict=True)))


def _frequent(found: Baskets, least: int) -> Baskets:
    """Of the items those that may be in a pair, in the orders that hold two of them or more."""
    often = found.orders_of(0) >= least
    return found.only(often[found.items], 2) if often.any() else found.of(found.orders[:0])


def _behind(found: Baskets) -> Ints:
    """How many items stand behind each in its order: counted down from one less than its size."""
    down = np.full(len(found.items), -1, dtype=np.int32)
    down[found.starts[:-1]] = found.sizes - 1
    return np.cumsum(down, out=down)


def _places(items: Ints, least: int) -> Iterator[tuple[int, Ints]]:
    """Each item that stands in so many places or more, and these: some items at a time."""
    counts = np.bincount(items)
    ends = np.cumsum(counts)
    for first, last in _parts(ends):
        at = np.flatnonzero((items >= first) & (items < last)).astype(np.int32)
        at = at[np.argsort(items[at], kind="stable")]
        begin = int(ends[first] - counts[first])
        for a in range(first, last):
            if counts[a] >= least:
                yield a, at[ends[a] - counts[a] - begin : ends[a] - begin]


def _parts(ends: Ints) -> Iterator[tuple[int, int]]:
    """From which item to which there are about so many places; one item may have more."""
    first = 0
    while first < len(ends):
        before = int(ends[first - 1]) if first else 0
        last = max(int(np.searchsorted(ends, before + _AT_ONCE, side="right")), first + 1)
        yield first, last
        first = last


def _neighbours(items: Ints, places: Ints, behind: Ints, size: int) -> tuple[Ints, Ints]:
    """The items that stand behind these places in their orders, and how often each."""
    total = int(behind.sum())
    ends = np.cumsum(behind, dtype=np.int32)
    at = np.repeat(places + 1 - ends + behind, behind)
    at += np.arange(total, dtype=np.int32)
    if total * _SPARSE < size:
        return np.unique(items[at], return_counts=True)
    n = np.bincount(items[at])
    others = np.flatnonzero(n)
    return others, n[others]
