"""The rows that vip asks for."""

from dataclasses import dataclass

from salesops.units import Count, Day, Days, Flag, Instant, Money, Text

LEAST_GAPS = 3
"""With fewer gaps nobody has a usual one."""

EXACT = 6
"""Places of a quantile: it is a sum of products of floats, and 20 may be 19.999999999999996."""


@dataclass(frozen=True)
class Standing:
    """A customer of high value at a moment."""

    shop: Text
    customer: Text
    is_top: Flag
    """Among the best by net sales of the year; else by an order alone."""
    orders: Count
    net_sales: Money
    order_value: Money
    largest: Money
    last_day: Day
    days_since: Count
    gaps: Count
    """Between the days on which they ordered."""
    usual_gap: Days | None
    """The median."""
    late_after: Days | None
    """Nine in ten of the gaps are of so many days or fewer."""
    longest_gap: Count | None
    next_local: Instant | None
    """The first order after that moment."""

    @property
    def key(self) -> tuple[str, str]:
        """What tells it apart."""
        return self.shop, self.customer

    @property
    def bound(self) -> float | None:
        """Days after which they are late; None where no use of theirs is known."""
        if self.late_after is None or self.gaps < LEAST_GAPS:
            return None
        return round(self.late_after, EXACT)

    @property
    def late(self) -> bool | None:
        """Whether they are silent for longer than they use to be; None where that is not known."""
        return None if self.bound is None else self.days_since > self.bound


@dataclass(frozen=True)
class Person:
    """Who a customer is, and what they brought ever."""

    shop: Text
    customer: Text
    orders: Count
    net_sales: Money
    first_day: Day | None
    name: Text | None
    email: Text | None
    phone: Text | None
    accepts_email: Flag | None
    accepts_sms: Flag | None


@dataclass(frozen=True)
class Order:
    """A large order of the window."""

    shop: Text
    order_no: Text | None
    order_id: Text
    ordered: Instant
    customer: Text | None
    name: Text | None
    email: Text | None
    phone: Text | None
    accepts_email: Flag | None
    accepts_sms: Flag | None
    order_value: Money
    returns: Money
    cancelled: Flag
    is_first: Flag | None


@dataclass(frozen=True)
class Whole:
    """What the known customers brought in the year; those with a large order apart."""

    customers: Count
    orders: Count
    net_sales: Money
    largest: Money
    """Of one customer."""
    large_customers: Count
    large_orders: Count
    large_net_sales: Money


@dataclass(frozen=True)
class Vips:
    """Customers of high value, and those of them with an order since."""

    vips: Count
    came_back: Count


@dataclass(frozen=True)
class Again:
    """Large orders, and what was ordered next within 30 days."""

    orders: Count
    again: Count
    order_value: Money
