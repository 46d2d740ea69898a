"""What sells without its other half: where an offer may help, and where stock is in the way."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from salesops.commands.customers._cross_sell.counted import DAYS
from salesops.commands.customers._cross_sell.rows import Item
from salesops.commands.customers._cross_sell.story import Story
from salesops.commands.opportunities import HORIZON
from salesops.models.lift import Floats
from salesops.models.together import Ints

LOOKED_AT = 50
"""Pairs whose recent orders are looked at one by one: the most promising by what sells now."""
LISTED = 5


@dataclass(frozen=True)
class Way:
    """A pair read in one way: who buys the one, and may buy the other."""

    one: Item
    other: Item
    n: int
    confidence: float
    usual: float
    sold: int
    """Orders of the last 28 full days with the one."""

    @property
    def gap(self) -> float:
        """By how much more often the other is bought with the one than anyway."""
        return self.confidence - self.usual

    @property
    def lost(self) -> Decimal:
        """What of the other is not sold a week, if it went with the one as often as before."""
        return self.worth(self.sold * self.confidence)

    def worth(self, orders: float) -> Decimal:
        """What the other would bring in so many of the orders of 28 days, a week; at its price."""
        price = self.other.price or Decimal(0)
        return price * Decimal(str(orders)) * HORIZON / DAYS


@dataclass(frozen=True)
class Chance:
    """A way with the orders that lack the other half."""

    way: Way
    without: int
    at_stake: Decimal
    chance: float

    @property
    def expected(self) -> Decimal:
        """What an offer would bring a week."""
        return self.at_stake * Decimal(str(self.chance))


def chances(story: Story) -> list[Chance]:
    """Where an offer may bring most, what can be sold alone, one way to each thing."""
    found = (_chance(story, way) for way in _ways(story, wanted=True))
    best: dict[int, Chance] = {}
    for one in sorted(found, key=lambda c: (-c.expected, c.way.one.number, c.way.other.number)):
        if one.expected > 0:
            best.setdefault(one.way.other.number, one)
    return list(best.values())[:LISTED]


def broken(story: Story) -> list[Way]:
    """Where the other half is out of stock and the one is not, what is lost most first."""
    best: dict[int, Way] = {}
    ways = _ways(story, wanted=False)
    for way in sorted(ways, key=lambda w: (-w.lost, w.one.number, w.other.number)):
        best.setdefault(way.other.number, way)
    return [way for way in best.values() if way.lost > 0]


def _chance(story: Story, way: Way) -> Chance:
    without = story.without(way.one.number, way.other.number)
    return Chance(way, without, way.worth(without), max(way.gap, 0.0) * story.limits.takes)


def _ways(story: Story, *, wanted: bool) -> Iterator[Way]:
    """The most promising ways of all sure pairs, whose other half is in stock or else is not."""
    if not story.told_now or story.by == "category":
        return
    found, price = story.found, story.prices
    sure = np.flatnonzero(found.sure & (found.lift > 1))
    one = np.concatenate([found.a[sure], found.b[sure]])
    other = np.concatenate([found.b[sure], found.a[sure]])
    n, whole = np.tile(found.n[sure], 2), np.tile(found.orders[sure], 2)
    n_one = np.concatenate([found.n_a[sure], found.n_b[sure]])
    n_other = np.concatenate([found.n_b[sure], found.n_a[sure]])
    confidence, usual = n / np.maximum(n_one, 1), n_other / np.maximum(whole, 1)
    gap = np.maximum(confidence - usual, 0) * (1 - confidence) if wanted else confidence
    promise = story.sold_now[one] * price[other] * gap * _stocked(story, one, other, wanted)
    for at in np.argsort(-promise, kind="stable")[:LOOKED_AT]:
        if promise[at] > 0:
            yield Way(
                story.items[int(one[at])], story.items[int(other[at])], int(n[at]),
                float(confidence[at]), float(usual[at]), int(story.sold_now[one[at]]),
            )  # fmt: skip


def _stocked(story: Story, one: Ints, other: Ints, wanted: bool) -> Floats:
    """1 where the one can be sold and the other can too, or cannot, as is wanted; else 0."""
    gone = story.gone
    return (~gone[one] & (~gone[other] if wanted else gone[other])).astype(float)
