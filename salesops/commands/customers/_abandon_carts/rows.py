"""The rows that abandon-carts asks for."""

from dataclasses import dataclass

from salesops.units import Count, Day, Flag, Instant, Money, Quantity, Text


@dataclass(frozen=True)
class Begun:
    """A checkout that was begun in the window, with what its contact did next."""

    shop: Text
    checkout: Text
    begun: Instant
    contacted: Instant | None
    finished: Flag
    """By an order of the same checkout, or as the source says."""
    customer: Text | None
    email: Text | None
    phone: Text | None
    name: Text | None
    country: Text | None
    value: Money | None
    units: Quantity | None
    accepts_email: Flag | None
    accepts_sms: Flag | None
    recovery_url: Text | None
    ordered: Instant | None
    """When the same contact placed the first order at or after it."""
    order_key: Text | None
    """What tells that order apart, in every shop."""
    order_id: Text | None
    order_value: Money | None

    @property
    def key(self) -> tuple[str, str]:
        """What tells it apart."""
        return self.shop, self.checkout


@dataclass(frozen=True)
class Ordered:
    """Orders of a day."""

    day: Day
    orders: Count


@dataclass(frozen=True)
class Known:
    """How far carts reach."""

    last_cart: Instant | None
    undated: Count


@dataclass(frozen=True)
class Bought:
    """What the contact of a cart bought before."""

    shop: Text
    checkout: Text
    orders: Count
    net_sales: Money


@dataclass(frozen=True)
class Consent:
    """What the contact of a cart agreed to as a customer."""

    shop: Text
    checkout: Text
    accepts_email: Flag | None
    accepts_sms: Flag | None


@dataclass(frozen=True)
class Content:
    """A product in a cart."""

    shop: Text
    checkout: Text
    sku: Text | None
    title: Text | None
    units: Quantity | None
    amount: Money | None
    available: Quantity | None
