"""The rows that clv asks for and those that it answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Days, Flag, Mean, Money, Percent, Text


@dataclass(frozen=True)
class Decile:
    """A tenth of the customers, by what they are expected to bring."""

    decile: Text
    customers: Count | None
    alive: Mean | None = field(metadata=titled("Still"))
    historic: Money = field(metadata=titled("So far"))
    purchases: Mean | None = field(metadata=DATA_ONLY)
    projected: Money | None = field(metadata=titled("Expected"))
    low: Money | None = field(metadata=titled("Low"))
    high: Money | None = field(metadata=titled("High"))
    share: Percent | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True, kw_only=True)
class Top:
    """A customer among those who are expected to bring most."""

    customer: Text
    last_order: Day | None = field(default=None, metadata=titled("Last order"))
    p_alive: Percent | None = field(default=None, metadata=titled("P(alive)"))
    historic: Money = field(metadata=titled("So far"))
    purchases: Mean | None = field(metadata=titled("Purchases"))
    projected: Money | None = field(metadata=titled("Expected"))
    low: Money | None = field(default=None, metadata=titled("Low"))
    high: Money | None = field(default=None, metadata=titled("High"))
    lifetime: Money | None = field(default=None, metadata=DATA_ONLY)
    """So far and expected."""
    toward: Percent | None = field(default=None, metadata=titled("Of goal"))
    customers: Count = field(metadata=DATA_ONLY)
    shop: Text | None = field(default=None, metadata=DATA_ONLY)
    customer_id: Text | None = field(default=None, metadata=DATA_ONLY)


@dataclass(frozen=True)
class Band:
    """Customers by how likely they are still such."""

    p_alive: Text = field(metadata=titled("P(alive)"))
    customers: Count
    historic: Money = field(metadata=titled("So far"))
    if_alive: Money = field(metadata=titled("Would bring"))
    projected: Money = field(metadata=titled("Expected"))
    at_stake: Money = field(metadata=titled("At stake"))


@dataclass(frozen=True, kw_only=True)
class Risk:
    """A customer who may be gone, and what goes with them."""

    customer: Text
    churn_risk: Percent | None = field(default=None, metadata=titled("Churn risk"))
    before: Percent | None = field(default=None, metadata=DATA_ONLY)
    """Churn risk 28 days ago."""
    last_order: Day | None = field(default=None, metadata=titled("Last order"))
    days_since: Count | None = field(default=None, metadata=titled("Days since"))
    usual_days: Days | None = field(default=None, metadata=titled("Usual days"))
    historic: Money = field(metadata=titled("So far"))
    at_stake: Money = field(metadata=titled("At stake"))
    write: Text | None = field(default=None, metadata=titled("E-mail"))
    customers: Count = field(metadata=DATA_ONLY)
    if_alive: Money = field(metadata=DATA_ONLY)
    shop: Text | None = field(default=None, metadata=DATA_ONLY)
    customer_id: Text | None = field(default=None, metadata=DATA_ONLY)
    email: Text | None = field(default=None, metadata=DATA_ONLY)
    phone: Text | None = field(default=None, metadata=DATA_ONLY)


@dataclass(frozen=True)
class Weeks:
    """Who slipped away in four weeks."""

    until: Day
    customers: Count
    at_stake: Money = field(metadata=titled("At stake"))


@dataclass(frozen=True)
class Held:
    """What was held back, by how often its customers had come back before."""

    repeats: Text = field(metadata=titled("Repeats before"))
    customers: Count
    forecast: Mean = field(metadata=titled("Purchases forecast"))
    actual: Count = field(metadata=titled("Actual"))
    forecast_value: Money = field(metadata=titled("Net sales forecast"))
    actual_value: Money = field(metadata=titled("Actual net sales"))
    error: Percent | None = field(metadata=titled("Off"))


@dataclass(frozen=True)
class Customer:
    """Every customer with a date to go by."""

    shop: Text | None
    customer_id: Text
    name: Text | None
    email: Text | None
    accepts_email: Flag | None
    historic: Money
    orders: Count
    purchases: Count
    first_order: Day
    last_order: Day
    p_alive: Percent
    churn_risk: Percent
    expected_purchases: Mean
    purchases_low: Count
    purchases_high: Count
    value_per_purchase: Money
    projected: Money
    low: Money
    high: Money
    at_stake: Money
    decile: Count
