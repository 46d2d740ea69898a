"""The rows that vip answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Days, Flag, Instant, Money, Percent, Text


@dataclass(frozen=True, kw_only=True)
class Vip:
    """A customer of high value; the last row of a ranking is all below it."""

    rank: Count | None = field(default=None, metadata=titled("#"))
    customer: Text
    orders: Count = field(metadata=titled("Orders 365 d"))
    net_sales: Money = field(metadata=titled("Net sales 365 d"))
    net_sales_ever: Money
    to_goal: Money = field(metadata=titled("To lifetime goal"))
    last_order: Day | None = None
    days_since: Count | None = None
    usual_gap: Days | None = None
    due: Flag | None = None
    write_by: Text | None = None
    share: Percent | None = field(default=None, metadata=DATA_ONLY)
    because: Text | None = field(default=None, metadata=DATA_ONLY)
    largest_order: Money | None = field(default=None, metadata=DATA_ONLY)
    late_after: Days | None = field(default=None, metadata=DATA_ONLY)
    longest_gap: Count | None = field(default=None, metadata=DATA_ONLY)
    gaps: Count | None = field(default=None, metadata=DATA_ONLY)
    orders_ever: Count = field(metadata=DATA_ONLY)
    first_order: Day | None = field(default=None, metadata=DATA_ONLY)
    people: Count = field(default=1, metadata=DATA_ONLY)
    shop: Text | None = field(default=None, metadata=DATA_ONLY)
    customer_id: Text | None = field(default=None, metadata=DATA_ONLY)
    email: Text | None = field(default=None, metadata=DATA_ONLY)
    phone: Text | None = field(default=None, metadata=DATA_ONLY)
    accepts_email: Flag | None = field(default=None, metadata=DATA_ONLY)
    accepts_sms: Flag | None = field(default=None, metadata=DATA_ONLY)


@dataclass(frozen=True, kw_only=True)
class Due:
    """A VIP who is silent for longer than they use to be."""

    customer: Text
    write_by: Text | None = None
    days_since: Count | None = None
    usual_gap: Days | None = None
    late_after: Days | None = None
    order_value: Money = field(metadata=titled("Usual order"))
    chance: Percent | None = field(default=None, metadata=titled("Orders in 30 days (estimate)"))
    expected: Money = field(metadata=titled("Expected (estimate)"))
    net_sales: Money = field(metadata=titled("Net sales 365 d"))
    basis: Text | None = field(default=None, metadata=DATA_ONLY)
    gaps: Count | None = field(default=None, metadata=DATA_ONLY)
    last_order: Day | None = field(default=None, metadata=DATA_ONLY)
    people: Count = field(default=1, metadata=DATA_ONLY)
    shop: Text | None = field(default=None, metadata=DATA_ONLY)
    customer_id: Text | None = field(default=None, metadata=DATA_ONLY)
    email: Text | None = field(default=None, metadata=DATA_ONLY)
    phone: Text | None = field(default=None, metadata=DATA_ONLY)


@dataclass(frozen=True, kw_only=True)
class Large:
    """A large order of the window."""

    ordered: Instant | None = None
    order: Text
    customer: Text | None = None
    order_value: Money
    kind: Text | None = None
    first_order: Flag | None = None
    returns: Money = field(metadata=titled("Given back"))
    write_by: Text | None = None
    cancelled: Flag | None = field(default=None, metadata=DATA_ONLY)
    orders: Count = field(default=1, metadata=DATA_ONLY)
    shop: Text | None = field(default=None, metadata=DATA_ONLY)
    order_id: Text | None = field(default=None, metadata=DATA_ONLY)
    customer_id: Text | None = field(default=None, metadata=DATA_ONLY)
    email: Text | None = field(default=None, metadata=DATA_ONLY)
    phone: Text | None = field(default=None, metadata=DATA_ONLY)


@dataclass(frozen=True)
class Part:
    """A part of the year's net sales, by who brought it."""

    part: Text
    customers: Count | None
    orders: Count
    net_sales: Money
    share: Percent | None


@dataclass(frozen=True)
class Late:
    """VIPs that were late by so much at earlier dates, and those of them that came back."""

    silent: Text = field(metadata=titled("Days since the last order"))
    times: Count = field(metadata=titled("Times a VIP was so late"))
    came_back: Count = field(metadata=titled("Ordered in 30 days"))
    share: Percent | None
