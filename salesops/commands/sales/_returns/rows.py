"""The rows that returns asks for."""

from dataclasses import dataclass

from salesops.units import Count, Day, Days, Flag, Money, Quantity, Text


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
