"""The rows that returns answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Flag, Money, Percent, Quantity, Text


@dataclass(frozen=True)
class ProductRow:
    """A product of the ranking; rows below it complete the column of money."""

    shop: Text | None = field(metadata=DATA_ONLY)
    sku: Text = field(metadata=titled("SKU"))
    title: Text | None
    returns: Money
    share: Percent | None
    rate: Percent | None
    orders_rate: Percent | None = field(metadata=titled("Of orders"))
    """The share of its orders that something of it came back of, within `low` and `high`."""
    low: Percent | None = field(metadata=titled("95 % from"))
    high: Percent | None = field(metadata=titled("95 % to"))
    above: Flag | None = field(metadata=titled("Above usual"))
    sold: Quantity | None
    back: Quantity | None
    why: Text | None
    orders: Count | None = field(metadata=DATA_ONLY)
    orders_back: Count | None = field(metadata=DATA_ONLY)
    usual: Percent | None = field(metadata=DATA_ONLY)
    excess_week: Money | None = field(metadata=DATA_ONLY)
    """Returns in 7 days above the usual rate."""


@dataclass(frozen=True)
class ShopProductRow(ProductRow):
    """The same where there are several shops."""

    shop: Text | None


@dataclass(frozen=True)
class ReasonRow:
    """A reason; the column is not called `reason`, which would say why other cells are empty."""

    stated_reason: Text = field(metadata=titled("Reason"))
    refunds: Count
    units: Quantity | None
    returns: Money
    share: Percent | None
    restocked: Percent | None


@dataclass(frozen=True)
class CategoryRow:
    """A category."""

    category: Text
    sold: Quantity
    back: Quantity | None
    rate: Percent | None
    returns: Money
    share: Percent | None


@dataclass(frozen=True)
class MonthRow:
    """A month, and whether what will come back of it has had the time."""

    month: Text
    complete: Flag
    sold: Quantity
    back: Quantity | None
    rate: Percent | None
    returns: Money


@dataclass(frozen=True)
class Part:
    """A step from the returns of the window's orders to those booked in the window."""

    part: Text
    refunds: Count
    amount: Money


@dataclass(frozen=True)
class DelayRow:
    """How much has come back after so many days."""

    within: Text
    refunds: Count
    share: Percent | None


@dataclass(frozen=True)
class ReturnerRow:
    """A customer with returns of two orders or more."""

    shop: Text | None = field(metadata=DATA_ONLY)
    customer: Text
    name: Text | None
    orders: Count
    returned: Count
    share: Percent | None
    above: Flag = field(metadata=titled("Above usual"))
    sales: Money
    returns: Money
    last_return: Day | None


@dataclass(frozen=True)
class ShopReturnerRow(ReturnerRow):
    """The same where there are several shops."""

    shop: Text | None
