"""The rows that next-buy answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Days, Flag, Money, Percent, Ratio, Text


@dataclass(frozen=True)
class Next:
    """Who buys A comes back for B."""

    a: Text = field(metadata=titled("Bought A"))
    b: Text = field(metadata=titled("then B"))
    n_a: Count = field(metadata=titled("Purchases of A"))
    n: Count = field(metadata=titled("then of B"))
    confidence: Percent
    base_rate: Percent = field(metadata=titled("Base rate"))
    lift: Ratio
    lift_low: Ratio = field(metadata=titled("Lift, low"))
    median_days: Days = field(metadata=titled("Median (days)"))
    beyond_chance: Flag = field(metadata=titled("Beyond chance"))
    customers: Count = field(metadata=DATA_ONLY)
    """Different customers among n."""
    worth: Ratio = field(metadata=DATA_ONLY)
    """Independent purchases that n_a is worth."""
    a_product: Text | None = field(metadata=DATA_ONLY)
    b_product: Text | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Again:
    """An item that customers buy again."""

    item: Text = field(metadata=titled("Item"))
    product: Text | None
    customers: Count
    buyers_again: Count = field(metadata=titled("Bought again"))
    purchases: Count
    n: Count = field(metadata=titled("followed by another"))
    share: Percent
    median_days: Days = field(metadata=titled("Median (days)"))
    due: Count | None = field(metadata=titled("Due now"))
    share_low: Percent = field(metadata=DATA_ONLY)


@dataclass(frozen=True, kw_only=True)
class Due:
    """A customer who is due to buy something."""

    customer: Text
    write_by: Text = field(metadata=titled("Write by"))
    bought: Text | None = None
    days_ago: Count | None = None
    offer: Text | None = None
    chance: Percent | None = None
    of: Count | None = field(default=None, metadata=titled("of cases"))
    price: Money | None = None
    expected: Money = field(metadata=titled("Expected (estimate)"))
    stock: Text | None = None
    more: Count = field(metadata=titled("More due"))
    people: Count = field(metadata=DATA_ONLY)
    shop: Text | None = field(default=None, metadata=DATA_ONLY)
    customer_id: Text | None = field(default=None, metadata=DATA_ONLY)
    email: Text | None = field(default=None, metadata=DATA_ONLY)
    a: Text | None = field(default=None, metadata=DATA_ONLY)
    b: Text | None = field(default=None, metadata=DATA_ONLY)
    listed: Flag | None = field(default=None, metadata=DATA_ONLY)
    """The price is the catalogue's, not the median it was sold at."""
