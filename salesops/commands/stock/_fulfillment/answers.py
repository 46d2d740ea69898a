"""The rows that fulfillment answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Days, Flag, Hours, Instant, Money, Percent, Text


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
