"""The rows that fulfillment asks for and the rows that it answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Days, Flag, Hours, Instant, Money, Percent, Text


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


@dataclass(frozen=True)
class Age:
    """Late orders of one age."""

    waiting: Text
    orders: Count
    partly_sent: Count
    value: Money
    share: Percent | None


@dataclass(frozen=True)
class Contact:
    """A customer who waits too long."""

    shop: Text | None = field(metadata=DATA_ONLY)
    order: Text
    customer: Text | None
    value: Money | None
    waiting_hours: Hours | None = field(metadata=titled("Waiting"))
    lifetime: Money | None
    orders: Count | None
    why: Text | None
    email: Text | None = field(metadata=titled("E-mail"))
    late_hours: Hours | None = field(metadata=DATA_ONLY)
    partly_sent: Flag | None = field(metadata=DATA_ONLY)
    since: Instant | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class ShopContact(Contact):
    """The same where there are several shops."""

    shop: Text | None


@dataclass(frozen=True)
class Open:
    """Orders with goods to send, by how they stand."""

    state: Text
    orders: Count
    partly_sent: Count
    value: Money
    longest_hours: Hours | None = field(metadata=titled("Longest wait"))


@dataclass(frozen=True)
class Week:
    """A week's sent orders."""

    week: Day = field(metadata=titled("Week from"))
    complete: Flag
    sent: Count
    on_time: Percent | None = field(metadata=titled("On time"))
    late: Count
    median_hours: Hours | None = field(metadata=titled("Median"))
    p90_hours: Hours | None = field(metadata=titled("p90"))


@dataclass(frozen=True)
class Place:
    """A location's or carrier's sent orders."""

    by: Text
    name: Text
    sent: Count
    on_time: Percent | None = field(metadata=titled("On time"))
    median_hours: Hours | None = field(metadata=titled("Median"))
    p90_hours: Hours | None = field(metadata=titled("p90"))


@dataclass(frozen=True)
class Result:
    """How orders ended that left in time, and those that did not."""

    left: Text
    orders: Count
    lost: Count = field(metadata=titled("Refunded or cancelled"))
    lost_share: Percent | None = field(metadata=titled("Share"))


@dataclass(frozen=True)
class Carrier:
    """How long a carrier takes."""

    carrier: Text
    parcels: Count
    delivered: Count
    median_days: Days | None = field(metadata=titled("Median"))
    p90_days: Days | None = field(metadata=titled("p90"))
    failed: Count


@dataclass(frozen=True)
class Trouble:
    """A parcel to ask the carrier about."""

    shop: Text | None = field(metadata=DATA_ONLY)
    order: Text
    problem: Text | None
    days: Days | None = field(metadata=titled("On its way"))
    value: Money = field(metadata=titled("Order value"))
    carrier: Text | None
    customer: Text | None
    tracking: Text | None
    email: Text | None = field(metadata=titled("E-mail"))


@dataclass(frozen=True)
class ShopTrouble(Trouble):
    """The same where there are several shops."""

    shop: Text | None
