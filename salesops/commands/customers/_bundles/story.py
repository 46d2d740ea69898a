"""What bundles asks of a window, each part once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import comb
from statistics import NormalDist
from typing import Any

import numpy as np

from salesops.commands.customers._bundles.rows import Item, Shop
from salesops.commands.ledger import Ledger
from salesops.commands.opportunities import named
from salesops.models.apart import WIDTH
from salesops.models.itemsets import Links, Numbers, links
from salesops.queries.database import Questions

SIZES = (2, 3, 4)
STRONGEST = 2000
"""Pairs that larger sets are made of: orders of hundreds of SKUs hold sets beyond number."""
SURE = 0.05
"""How likely any of all sets seems to hold together by chance."""


@dataclass(frozen=True)
class Member:
    """A SKU of a set, against the others."""

    item: Item
    alone: int
    """Orders that hold it."""
    rest: int
    """Orders that hold the others."""
    low: float
    """The lower bound of its lift given the others."""


@dataclass(frozen=True)
class Held:
    """A set that holds together."""

    members: tuple[Member, ...]
    """The dearest first."""
    n: int
    orders: int
    """Of the shop, in the window."""
    lift: float

    @property
    def lift_low(self) -> float:
        """Of the SKU that belongs to it least."""
        return min(member.low for member in self.members)

    @property
    def anchor(self) -> Member:
        """The dearest: what the others are bought with."""
        return self.members[0]

    @property
    def items(self) -> list[Item]:
        """Its SKUs."""
        return [member.item for member in self.members]

    @property
    def name(self) -> str:
        """How it is listed: two shops may sell the same set."""
        return named(" + ".join(item.sku for item in self.items), self.anchor.item.shop)


@dataclass(frozen=True)
class Story:
    """The sets of a window."""

    asked: Questions
    ledger: Ledger
    limits: Any
    size: int | None
    least: int
    top: int

    @cached_property
    def shops(self) -> dict[str, Shop]:
        """How many orders each has."""
        return {s.shop: s for s in self.asked.all("shops", Shop, **self.ledger.span)}

    @cached_property
    def items(self) -> dict[int, Item]:
        """SKUs by number."""
        rows = self.asked.all("items", Item, **self.ledger.span, least=self.least)
        return {row.item: row for row in rows}

    @cached_property
    def counted(self) -> dict[int, tuple[Numbers, Numbers]]:
        """By size: the sets, and in how many orders each is."""
        found = self.asked.columns(
            "sets", **self.ledger.span, least=self.least, attach=self.limits.least_attach,
            width=WIDTH, strongest=STRONGEST, size=self.size or max(SIZES),
        )  # fmt: skip
        members = np.stack([np.asarray(found[name]) for name in "abcd"], axis=1)
        sizes, n = np.asarray(found["size"]), np.asarray(found["n"])
        return {k: (members[sizes == k, :k], n[sizes == k]) for k in (1, *SIZES)}

    @property
    def sizes(self) -> Sequence[int]:
        """What was asked for."""
        return (self.size,) if self.size else SIZES

    @property
    def seen(self) -> int:
        """Sets of these sizes that are frequent enough."""
        return sum(len(self.counted[size][1]) for size in self.sizes)

    @property
    def cut(self) -> bool:
        """Whether larger sets are made of some of the pairs only."""
        return max(self.sizes) > 2 and len(self.counted[2][1]) > STRONGEST  # noqa: PLR2004

    @property
    def tests(self) -> int:
        """How many sets could have been: all pairs, and what larger ones these led to."""
        pairs = comb(len(self.counted[1][1]), 2)
        return max(pairs + len(self.counted[3][1]) + len(self.counted[4][1]), 1)

    @cached_property
    def holding(self) -> dict[int, Links]:
        """By size: the sets whose every SKU belongs to the rest beyond chance."""
        orders = [self.shops[self.items[i].shop].orders for i in self.counted[1][0][:, 0].tolist()]
        gone = [item.item for item in self.items.values() if not item.is_sold]
        errors = NormalDist().inv_cdf(1 - SURE / self.tests)
        found = {}
        for size in self.sizes:
            every = links(size, self.counted, np.array(orders))
            keep = every.beyond(errors) & ~np.isin(every.members, gone).any(axis=1)
            found[size] = every.where(np.flatnonzero(keep & (every.lows.min(axis=1) > 1)))
        return found

    @cached_property
    def bundles(self) -> list[Held]:
        """Of them each that shares no two SKUs with one before it: no list of one family.

        The surest first: by the lower bound of the lift of what belongs to the others least.
        """
        taken: set[frozenset[int]] = set()
        chosen: list[Held] = []
        for size, at in self._ranked():
            pairs = {*_pairs(self.holding[size].members[at].tolist())}
            if not pairs & taken and len(chosen) < self.top:
                taken |= pairs
                chosen.append(self._held(self.holding[size], at))
        return chosen

    @property
    def held(self) -> int:
        """How many hold."""
        return sum(len(found.n) for found in self.holding.values())

    def _ranked(self) -> list[tuple[int, int]]:
        """Size and place of each that holds."""
        columns = [(size, *_ranks(links)) for size, links in self.holding.items()]
        rows = [
            (-low, -n, size, at)
            for size, lows, times in columns
            for at, (low, n) in enumerate(zip(lows, times, strict=True))
        ]
        return [(size, at) for _, _, size, at in sorted(rows)]

    def _held(self, found: Links, at: int) -> Held:
        columns = (found.members[at], found.alone[at], found.rest[at], found.lows[at])
        rows = zip(*(column.tolist() for column in columns), strict=True)
        members = [Member(self.items[i], alone, rest, low) for i, alone, rest, low in rows]
        dear = sorted(members, key=lambda one: (-(one.item.price or 0), one.item.sku))
        lift = float(found.lift[at])
        return Held(tuple(dear), int(found.n[at]), int(found.whole[at]), lift)


def _pairs(numbers: Sequence[int]) -> Iterator[frozenset[int]]:
    return (frozenset((a, b)) for i, a in enumerate(numbers) for b in numbers[i + 1 :])


def _ranks(found: Links) -> tuple[list[float], list[int]]:
    return found.lows.min(axis=1).tolist(), found.n.tolist()
