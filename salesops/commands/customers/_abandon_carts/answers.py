"""The rows that abandon-carts answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Flag, Hours, Instant, Money, Percent, Quantity, Text


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Somebody with an open cart."""

    customer: Text
    write_by: Text
    value: Money
    age_hours: Hours | None = field(default=None, metadata=titled("Age (hours)"))
    chance: Percent | None = field(default=None, metadata=titled("Comes back (estimate)"))
    expected: Money = field(metadata=titled("Expected (estimate)"))
    items: Text | None = field(default=None, metadata=titled("In the cart"))
    stock: Text | None = None
    carts: Count = field(metadata=titled("Open carts"))
    orders: Count | None = field(default=None, metadata=titled("Orders before"))
    net_sales: Money | None = field(default=None, metadata=titled("Net sales before"))
    people: Count = field(metadata=DATA_ONLY)
    shop: Text | None = field(default=None, metadata=DATA_ONLY)
    checkout: Text | None = field(default=None, metadata=DATA_ONLY)
    begun: Instant | None = field(default=None, metadata=DATA_ONLY)
    contacted: Instant | None = field(default=None, metadata=DATA_ONLY)
    email: Text | None = field(default=None, metadata=DATA_ONLY)
    phone: Text | None = field(default=None, metadata=DATA_ONLY)
    customer_id: Text | None = field(default=None, metadata=DATA_ONLY)
    country: Text | None = field(default=None, metadata=DATA_ONLY)
    units: Quantity | None = field(default=None, metadata=DATA_ONLY)
    recovery_url: Text | None = field(default=None, metadata=DATA_ONLY)
    product: Text | None = field(default=None, metadata=DATA_ONLY)
    """The most valuable thing in the cart."""
    by_email: Flag | None = field(default=None, metadata=DATA_ONLY)
    """Whether they agreed to be written to by e-mail."""


@dataclass(frozen=True)
class Refused:
    """Somebody with an open cart who does not want to be written to."""

    customer: Text
    value: Money
    age_hours: Hours | None = field(metadata=titled("Age (hours)"))
    consent: Text
    carts: Count = field(metadata=titled("Open carts"))
    people: Count = field(metadata=DATA_ONLY)
    shop: Text | None = field(metadata=DATA_ONLY)
    checkout: Text | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Part:
    """Carts of one outcome."""

    counted: Text = field(metadata=titled("Carts"))
    outcome: Text
    carts: Count = field(metadata=titled("Number"))
    value: Money
    share: Percent | None = field(metadata=titled("Share of abandoned"))
    order_value: Money | None = field(metadata=titled("Their orders"))


@dataclass(frozen=True)
class Week:
    """The abandoned carts of a week, by when they were begun."""

    week: Day
    state: Text
    carts: Count
    value: Money
    recovered: Count
    on_its_own: Count | None
    after_contact: Count | None
    rate: Percent | None
    recovered_value: Money = field(metadata=titled("Value back"))
    order_value: Money = field(metadata=DATA_ONLY)
    """Of the orders that recovered them, all in, each once."""


@dataclass(frozen=True)
class Age:
    """How many carts came back after an age."""

    age_hours: Hours = field(metadata=titled("Age (hours)"))
    still_open: Count
    came_back_later: Count
    chance: Percent | None = field(metadata=titled("Share"))


@dataclass(frozen=True)
class Each:
    """One checkout and what became of it."""

    shop: Text
    checkout: Text
    begun: Instant
    outcome: Text
    value: Money | None
    units: Quantity | None
    email: Text | None
    phone: Text | None
    customer_id: Text | None
    name: Text | None
    contacted: Instant | None
    ordered: Instant | None
    order_id: Text | None
    recovered_after_hours: Hours | None
