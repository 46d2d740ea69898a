"""Stores of a few orders written by hand, cross-sell asked about them, and plain loops."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

from pulse_store import Said, answered, put

AS_OF = "2026-03-11"
"""The midnight after the day of nearly all orders."""
HEAD = "order_id,order_date,sku,title,qty,price,category"


def store(folder: Path, lines: Iterable[str], **files: str) -> Path:
    """A folder of flat order lines: `order,day,sku,title,units,price,category`."""
    return put(folder, lines="\n".join([HEAD, *lines]), **files)


def orders(count: int, items: str, first: int, day: str = "2026-03-10") -> list[str]:
    """So many orders that each hold the items, by letters: A costs 10, B 20, .."""
    return [
        f"{number},{day},{item},Thing {item},1,{10 * (ord(item) - 64)},Kind {item}"
        for number in range(first, first + count)
        for item in items
    ]


HUNDRED = [
    *orders(20, "AB", 1),
    *orders(10, "A", 101),
    *orders(30, "BC", 201),
    *orders(40, "D", 301),
]
"""A stands in 30, B in 50, C in 30, D in 40 of 100 orders: AB in 20, BC in 30."""


def cross_sell(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What cross-sell answers about the exports in a folder; orders by size sum to the whole."""
    said = answered("cross-sell", folder, *args, as_of=as_of)
    *parts, whole = said.table("sizes") or [{"orders": 0}]
    assert sum(part["orders"] for part in parts) == whole["orders"] == said["orders"]
    return said


def counted(baskets: Sequence[Iterable[str]]) -> dict[tuple[str, str], tuple[int, int, int]]:
    """By pair the orders with both, with the first, with the second: by plain loops."""
    kept = [sorted(set(basket)) for basket in baskets]
    single = Counter(item for basket in kept for item in basket)
    both = Counter(pair for basket in kept for pair in combinations(basket, 2))
    return {pair: (n, single[pair[0]], single[pair[1]]) for pair, n in both.items()}
