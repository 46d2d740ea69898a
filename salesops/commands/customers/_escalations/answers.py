"""The rows that escalations answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Flag, Hours, Instant, Money, Percent, Text


@dataclass(frozen=True, kw_only=True)
class Open:
    """An open ticket."""

    shop: Text | None = field(default=None, metadata=DATA_ONLY)
    ticket: Text
    customer: Text
    high_value: Flag | None = field(default=None, metadata=titled("VIP"))
    year_sales: Money | None = field(default=None, metadata=titled("Net sales, year"))
    waiting_hours: Hours | None = field(default=None, metadata=titled("Waits (hours)"))
    sla: Text | None = field(default=None, metadata=titled("SLA"))
    assignee: Text | None = None
    next_step: Text
    tickets: Count = field(default=1, metadata=DATA_ONLY)
    subject: Text | None = field(default=None, metadata=DATA_ONLY)
    state: Text | None = field(default=None, metadata=DATA_ONLY)
    status: Text | None = field(default=None, metadata=DATA_ONLY)
    priority: Text | None = field(default=None, metadata=DATA_ONLY)
    channel: Text | None = field(default=None, metadata=DATA_ONLY)
    created: Instant | None = field(default=None, metadata=DATA_ONLY)
    since: Instant | None = field(default=None, metadata=DATA_ONLY)
    reopens: Count | None = field(default=None, metadata=DATA_ONLY)
    email: Text | None = field(default=None, metadata=DATA_ONLY)
    customer_id: Text | None = field(default=None, metadata=DATA_ONLY)
    orders: Count | None = field(default=None, metadata=DATA_ONLY)
    lifetime: Money | None = field(default=None, metadata=DATA_ONLY)
    order: Text | None = field(default=None, metadata=DATA_ONLY)
    order_value: Money | None = field(default=None, metadata=DATA_ONLY)
    order_named: Flag | None = field(default=None, metadata=DATA_ONLY)
    """Whether the ticket names the order: else it is a guess."""
    order_open: Flag | None = field(default=None, metadata=DATA_ONLY)
    """Whether its customer has not got the order yet."""
    order_state: Text | None = field(default=None, metadata=DATA_ONLY)


@dataclass(frozen=True, kw_only=True)
class Shops(Open):
    """The same where there are several shops."""

    shop: Text | None = None


@dataclass(frozen=True)
class About:
    """The order in question, and whether its customer may be leaving."""

    shop: Text | None = field(metadata=DATA_ONLY)
    ticket: Text
    order: Text | None
    value: Money | None
    state: Text | None
    bought: Text | None
    risk: Text | None = field(metadata=titled("Churn risk (heuristic)"))
    order_is: Text | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Standing:
    """Open tickets of one state."""

    state: Text
    tickets: Count
    high_value: Count | None = field(metadata=titled("VIPs"))
    unknown: Count | None = field(metadata=titled("Without an order"))
    unassigned: Count
    longest_hours: Hours | None = field(metadata=titled("Longest (hours)"))
    orders: Count = field(metadata=DATA_ONLY)
    """Orders that they are about, guesses too, and that their customers have not got yet."""
    at_stake: Money = field(metadata=DATA_ONLY)
    """What these are worth."""


@dataclass(frozen=True)
class First:
    """How fast first answers were."""

    by: Text
    name: Text
    tickets: Count
    judged: Count = field(metadata=titled("n"))
    median: Count | None = field(metadata=titled("Median (min)"))
    p90: Count | None = field(metadata=titled("p90 (min)"))
    late: Count = field(metadata=titled("Past SLA"))
    breach_rate: Percent | None = field(metadata=titled("Breach rate"))
    low: Percent | None = field(metadata=titled("from"))
    high: Percent | None = field(metadata=titled("to"))


@dataclass(frozen=True)
class Week:
    """The tickets of a week, by when they were begun."""

    week: Day = field(metadata=titled("Week from"))
    complete: Flag
    tickets: Count
    judged: Count = field(metadata=titled("n"))
    median: Count | None = field(metadata=titled("Median (min)"))
    p90: Count | None = field(metadata=titled("p90 (min)"))
    late: Count = field(metadata=titled("Past SLA"))
    breach_rate: Percent | None = field(metadata=titled("Breach rate"))
