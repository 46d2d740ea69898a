"""The rows that fulfillment asks for."""

from dataclasses import dataclass

from salesops.units import Count, Days, Flag, Hours, Instant, Money, Text


@dataclass(frozen=True)
class Waiting:
    """An order with goods that have not all gone out, and who waits for it."""

    shop: Text
    order_no: Text
    since: Instant
    promised: Instant | None
    """By when its next parcel was to leave, where a file of parcels says."""
    paid: Flag
    partly: Flag
    value: Money
    customer: Text | None
    name: Text | None
    email: Text | None
    orders: Count | None
    lifetime: Money | None
    short: Text | None
    """SKUs of which the shelf holds less than is to be sent."""


@dataclass(frozen=True)
class States:
    """What the exports say of sending, and the orders that the share of late ones is of."""

    stated: Count
    unstated: Count
    recent: Count


@dataclass(frozen=True)
class Sent:
    """How fast the orders of a window left."""

    orders: Count
    on_time: Count
    median_hours: Hours | None
    p90_hours: Hours | None


@dataclass(frozen=True)
class SentWeek:
    """How fast the orders of a week left, by its number from the first on."""

    week: Count
    orders: Count
    on_time: Count
    median_hours: Hours | None
    p90_hours: Hours | None


@dataclass(frozen=True)
class SentFrom:
    """How fast the orders of a location or carrier left."""

    kind: Text
    name: Text
    orders: Count
    on_time: Count
    median_hours: Hours
    p90_hours: Hours


@dataclass(frozen=True)
class Outcome:
    """What became of paid orders that left in time, or late."""

    late: Flag
    orders: Count
    lost: Count


@dataclass(frozen=True)
class Carried:
    """The parcels of a carrier; without one, of all."""

    carrier: Text | None
    parcels: Count
    delivered: Count
    median_days: Days | None
    p90_days: Days | None
    failed: Count


@dataclass(frozen=True)
class Parcel:
    """A parcel that has not arrived, or came to grief."""

    shop: Text
    order_no: Text
    problem: Text
    carrier: Text | None
    tracking: Text
    shipped: Instant
    value: Money
    name: Text | None
    email: Text | None


@dataclass(frozen=True)
class Parcels:
    """What there is of parcels."""

    parcels: Count
    delivered: Count
    strays: Count
    """Of orders that are not in the exports."""
