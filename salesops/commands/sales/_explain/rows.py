"""The rows that explain asks for and the rows that it answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Flag, Instant, Money, Percent, Quantity, Ratio, Text

# What the statements return


@dataclass(frozen=True)
class Value:
    """One value of a dimension in both windows."""

    dimension: Text
    shop: Text
    """Of a SKU: the same one in two shops is two things."""
    value: Text
    title: Text | None
    net_now: Money
    net_base: Money
    units_now: Quantity
    units_base: Quantity
    gross_now: Money
    gross_base: Money
    orders_now: Count
    orders_base: Count
    squares_now: Ratio
    squares_base: Ratio


@dataclass(frozen=True)
class Earlier:
    """A window of the same weekdays before."""

    n: Count
    orders: Count
    net_sales: Money


@dataclass(frozen=True)
class Visits:
    """What is known of a shop's visits."""

    shop: Text
    days_now: Count
    days_base: Count
    sessions_now: Count
    sessions_base: Count


@dataclass(frozen=True)
class DaysOut:
    """A SKU that days of the window ended without."""

    shop: Text
    sku: Text
    days: Count
    days_out: Count


@dataclass(frozen=True)
class OutNow:
    """A SKU with nothing available at as-of."""

    shop: Text
    sku: Text


@dataclass(frozen=True)
class Largest:
    """One of the two largest orders of both windows."""

    order_no: Text
    value: Money
    is_now: Flag


# What explain answers


@dataclass(frozen=True)
class EffectRow:
    """A part of the change: the measure that moved, and what it made of it."""

    effect: Text
    part_of: Text
    base: Text = field(metadata=titled("Before"))
    now: Text
    amount: Money
    share: Percent | None = field(metadata=titled("Share of change"))
    base_value: Ratio | None = field(metadata=DATA_ONLY)
    now_value: Ratio | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Carrier:
    """What one value of a dimension made of the change."""

    dimension: Text
    value: Text
    now: Money
    base: Money
    change: Money
    share: Percent | None = field(metadata=titled("Share of change"))
    stock: Text | None = field(metadata=DATA_ONLY)
    """Where the SKU was out of stock: `out of stock 3 of 7 days`."""
    title: Text | None = field(metadata=DATA_ONLY)
    shop: Text | None = field(metadata=DATA_ONLY)
    orders: Count = field(metadata=DATA_ONLY)
    base_orders: Count = field(metadata=DATA_ONLY)
    excess: Money | None = field(metadata=DATA_ONLY)
    """Its change less its share of the whole change; empty for the rest."""
    rank: Count | None = field(metadata=DATA_ONLY)
    rest: Flag = field(metadata=DATA_ONLY)
    """All values past the top, as one."""


@dataclass(frozen=True)
class CauseRow:
    """What made the change, the one that says most first."""

    rank: Count
    cause: Text
    what: Text = field(metadata=titled("What moved"))
    amount: Money
    share: Percent | None = field(metadata=titled("Share of change"))
    action: Text | None = field(metadata=titled("What to do"))
    kind: Text = field(metadata=DATA_ONLY)
    """effect, or the dimension."""
    name: Text = field(metadata=DATA_ONLY)
    """The effect, or the value."""
    owner: Text = field(metadata=DATA_ONLY)
    """Whose work the action is."""
    sure: Flag = field(metadata=DATA_ONLY)
    """Whether it is more than chance would do."""


@dataclass(frozen=True)
class SeasonRow:
    """The window beside those of the same weekdays."""

    what: Text = field(metadata=titled(""))
    net_sales: Money | None
    orders: Count | None
    from_: Instant | None
    to: Instant | None
    n: Count = field(metadata=titled("Windows"))


@dataclass(frozen=True)
class UsualRow:
    """One of the windows that the band is made of."""

    from_: Instant
    to: Instant
    orders: Count
    net_sales: Money
