"""The rows that cross-sell answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Flag, Money, Percent, Quantity, Ratio, Text


@dataclass(frozen=True)
class Pair:
    """Two items of the same orders; a is the first of them by name."""

    a: Text
    b: Text
    n: Count
    """Orders with both."""
    support: Percent
    """Of all orders with a product."""
    confidence: Percent
    """Of the orders with a, those with b too."""
    lift: Ratio
    lift_low: Ratio
    lift_high: Ratio
    confidence_back: Percent
    """Of the orders with b, those with a too."""
    n_a: Count
    n_b: Count
    a_title: Text | None
    b_title: Text | None
    sure: Flag
    """It would hardly be luck even among all pairs that were tried."""
    shop: Text | None


@dataclass(frozen=True)
class Rule:
    """Who buys one also buys the other: the same pairs, for reading and for acting on."""

    buys: Text = field(metadata=titled("Who buys"))
    also: Text = field(metadata=titled("Also buys"))
    n: Count = field(metadata=titled("Both"))
    confidence: Percent = field(metadata=titled("Of its orders"))
    usual: Percent = field(metadata=DATA_ONLY)
    """Of all orders, those with the other."""
    lift: Ratio
    lift_low: Ratio = field(metadata=titled("At least"))
    price: Money | None = field(metadata=DATA_ONLY)
    """Of the other, a unit, on average of all loaded history."""
    aov: Money | None = field(metadata=DATA_ONLY)
    """The average value of orders with both; of the first pairs only."""
    aov_without: Money | None = field(metadata=DATA_ONLY)
    """Of orders with the one and without the other."""
    sure: Flag = field(metadata=DATA_ONLY)
    buys_item: Text = field(metadata=DATA_ONLY)
    also_item: Text = field(metadata=DATA_ONLY)
    shop: Text | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Offer:
    """What to offer beside what: orders that lack the other half, and what it is worth to try."""

    buys: Text = field(metadata=titled("Who buys"))
    offer: Text
    sold: Count = field(metadata=titled("Orders, 28 days"))
    without: Count = field(metadata=titled("Without it"))
    price: Money
    """Of what is offered, a unit, on average of all loaded history."""
    expected: Money = field(metadata=titled("Expected a week (guess)"))
    at_stake: Money = field(metadata=DATA_ONLY)
    """A week: the price x the orders that lack it."""
    chance: Percent = field(metadata=DATA_ONLY)
    confidence: Percent = field(metadata=DATA_ONLY)
    usual: Percent = field(metadata=DATA_ONLY)
    n: Count = field(metadata=DATA_ONLY)
    buys_item: Text = field(metadata=DATA_ONLY)
    offer_item: Text = field(metadata=DATA_ONLY)
    stock: Quantity | None = field(metadata=DATA_ONLY)
    """Of what is offered, available now."""
    shop: Text | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Broken:
    """A pair whose other half is out of stock, and what its best companion would sell of it."""

    buys: Text = field(metadata=titled("Who buys"))
    also: Text = field(metadata=titled("Does not find"))
    sold: Count = field(metadata=titled("Orders, 28 days"))
    confidence: Percent = field(metadata=titled("Of its orders"))
    price: Money
    lost: Money = field(metadata=titled("Lost a week (estimate)"))
    buys_item: Text = field(metadata=DATA_ONLY)
    also_item: Text = field(metadata=DATA_ONLY)
    shop: Text | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Size:
    """Orders by how many different items they hold."""

    items: Text = field(metadata=titled("Different items"))
    orders: Count
    share: Percent | None
    aov: Money | None = field(metadata=titled("AOV"))
