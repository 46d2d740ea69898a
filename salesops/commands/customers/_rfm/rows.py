"""The rows that rfm asks for and the rows that it answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Days, Money, Percent, Ratio, Text


@dataclass(frozen=True)
class Buyer:
    """What one customer bought in the window; without a customer, what all the unknown ones did."""

    shop: Text
    customer: Text | None
    name: Text | None
    orders: Count
    order_value: Money
    net_sales: Money
    last_day: Day | None
    recency_days: Count | None
    r: Count | None
    f: Count | None
    m: Count | None


@dataclass(frozen=True)
class Others:
    """Customers who have no order in the window."""

    outside: Count
    """With an order outside of it."""
    prospects: Count
    """On file, without any order."""
    unloaded: Count
    """On file, with orders by the source's own count, of which none is loaded."""


@dataclass(frozen=True)
class Size:
    """One group: who is in it, what they brought, what to do with them."""

    group: Text
    code: Text = field(metadata=DATA_ONLY)
    customers: Count | None
    customer_share: Percent | None = field(metadata=titled("Share of customers"))
    orders: Count | None
    net_sales: Money | None
    share: Percent | None
    """Of the window's net sales."""
    recency_days: Days | None = field(metadata=titled("Median recency"))
    orders_per_customer: Ratio | None = field(metadata=titled("Orders per customer"))
    aov: Money | None = field(metadata=titled("AOV"))
    rule: Text = field(metadata=DATA_ONLY)
    action: Text = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Advice:
    """Which scores make a group, and what to do with it."""

    group: Text
    rule: Text
    action: Text = field(metadata=titled("Suggested, by rule of thumb"))


@dataclass(frozen=True)
class Cut:
    """One score: from which value to which it reaches, of each measure."""

    score: Count
    days_from: Count
    days_to: Count
    orders_from: Count
    orders_to: Count
    net_sales_from: Money
    net_sales_to: Money


@dataclass(frozen=True)
class Part:
    """A part of the window's sales, by what is known of who bought."""

    part: Text
    customers: Count | None
    orders: Count
    net_sales: Money
    share: Percent | None


@dataclass(frozen=True)
class Customer:
    """One scored customer."""

    shop: Text | None = field(metadata=DATA_ONLY)
    customer: Text
    name: Text | None
    group: Text
    code: Text
    r: Count
    f: Count
    m: Count
    last_order: Day
    recency_days: Count
    orders: Count
    net_sales: Money
