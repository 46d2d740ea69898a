"""The rows that returns asks for and the rows that it answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Days, Flag, Money, Percent, Quantity, Text


@dataclass(frozen=True)
class Product:
    """A product sold and sent, and what of it came back."""

    shop: Text
    sku: Text
    title: Text | None
    category: Text | None
    sold: Quantity
    sales: Money
    back: Quantity
    returns: Money
    orders: Count
    orders_back: Count


@dataclass(frozen=True)
class Reason:
    """What came back for one reason, as stated."""

    reason: Text | None
    refunds: Count
    units: Quantity
    returns: Money
    restocked: Quantity
    stated: Quantity
    """Units that state whether they went back on the shelf."""


@dataclass(frozen=True)
class Why:
    """The reason that is stated most for a product."""

    shop: Text
    sku: Text
    reason: Text
    times: Count


@dataclass(frozen=True)
class Month:
    """A month of orders, else of refunds."""

    month: Day
    sold: Quantity
    sales: Money
    back: Quantity
    returns: Money


@dataclass(frozen=True)
class Refunds:
    """Refunds alike: of the window's orders or not, booked in the window or not."""

    known: Flag
    never_sent: Flag
    ordered: Flag
    booked: Flag
    refunds: Count
    returns: Money


@dataclass(frozen=True)
class Linked:
    """How many refunds name their orders, their days and their products."""

    refunds: Count
    orphans: Count
    undated: Count
    by_line: Count


@dataclass(frozen=True)
class Delay:
    """Days from order to refund."""

    refunds: Count
    median_days: Days | None
    in_7: Count
    in_14: Count
    in_30: Count
    in_60: Count


@dataclass(frozen=True)
class Returner:
    """A customer who returned something, beside all customers."""

    shop: Text
    customer: Text
    name: Text | None
    orders: Count
    returned: Count
    sales: Money
    returns: Money
    last_day: Day | None
    all_orders: Count
    all_returned: Count
    asked: Count
    """Customers who could have returned of two orders."""


@dataclass(frozen=True)
class ProductRow:
    """A product of the ranking; rows below it complete the column of money."""

    shop: Text | None = field(metadata=DATA_ONLY)
    sku: Text = field(metadata=titled("SKU"))
    title: Text | None
    returns: Money
    share: Percent | None
    rate: Percent | None
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
