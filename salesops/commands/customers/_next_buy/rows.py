"""The rows that next-buy asks for."""

from dataclasses import dataclass

from salesops.units import Count, Days, Flag, Money, Percent, Quantity, Ratio, Text


@dataclass(frozen=True)
class Tenth:
    """A rule, and how often it came true in one tenth of the days."""

    place: Count
    a: Text
    b: Text
    n_a: Count
    n: Count
    customers: Count
    worth: Ratio
    confidence: Percent
    base_rate: Percent
    lift_low: Ratio
    median_days: Days
    pairs: Count
    above: Count
    tests: Count
    tenth: Count
    came: Count


@dataclass(frozen=True)
class Rebuy:
    """An item that is bought again, and one customer who is due to."""

    item: Text
    purchases: Count
    customers: Count
    n: Count
    buyers_again: Count
    share: Percent
    share_low: Percent
    median_days: Days
    buyer: Count | None
    age: Count | None
    cases: Count | None
    """Purchases by who had bought it before, not followed by another in as many days."""
    later: Count | None
    """Of them, how many were later."""


@dataclass(frozen=True)
class Contact:
    """A customer who bought lately; what is not known of them is empty."""

    shop: Text
    customer: Text
    name: Text
    email: Text
    agreed: Flag
    """To be written to by e-mail."""


@dataclass(frozen=True)
class Shelf:
    """What an item costs in a shop, and how many there are."""

    shop: Text
    item: Text
    product: Text | None
    price: Money
    listed: Flag
    available: Quantity | None


@dataclass(frozen=True)
class Reach:
    """How much of the shop the rules are of."""

    purchases: Count
    customers: Count
    seen: Count
    orders: Count
    unknown: Count
    undated: Count
