"""The rows that churn asks for and those that it answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Money, Percent, Points, Text


@dataclass(frozen=True)
class Whole:
    """All customers on plans."""

    listed: Count
    known: Count
    """Of whom it is stated whether they left."""
    churned: Count
    recurring: Money | None
    lost: Money | None
    charged: Count
    """With a recurring charge."""
    total: Money | None
    with_total: Count
    started: Count
    """With the day on which they began."""
    dated: Count
    """Of those who left, with the day on which they did."""
    with_several: Count
    first_currency: Text | None
    last_currency: Text | None


@dataclass(frozen=True)
class Part:
    """Customers of one value of a dimension."""

    dimension: Text
    value: Text | None
    customers: Count
    churned: Count
    recurring: Money
    lost: Money


@dataclass(frozen=True)
class Span:
    """Customers who stayed from one month to another."""

    begun: Day
    ended: Day | None
    customers: Count
    recurring: Money


@dataclass(frozen=True)
class Group:
    """Customers of one value, and how many of them left."""

    value: Text
    customers: Count
    churned: Count
    rate: Percent | None = field(metadata=titled("Churn"))
    low: Percent | None = field(metadata=titled("Low"))
    high: Percent | None = field(metadata=titled("High"))
    recurring: Money | None = field(metadata=titled("Recurring"))
    lost: Money | None = field(metadata=titled("Lost"))
    revenue_churn: Percent | None = field(metadata=titled("Of revenue"))
    dimension: Text = field(metadata=DATA_ONLY)
    lost_share: Percent | None = field(metadata=DATA_ONLY)
    """Of all recurring revenue that was lost."""


@dataclass(frozen=True)
class Driver:
    """A value whose customers leave more than the others, and not by chance."""

    value: Text
    dimension: Text = field(metadata=titled("By"))
    customers: Count
    rate: Percent = field(metadata=titled("Churn"))
    others: Percent = field(metadata=titled("Others"))
    low: Points = field(metadata=titled("More by"))
    high: Points = field(metadata=titled("to"))
    more: Count = field(metadata=titled("More left"))
    """Than if they had left as the others did."""
    lost: Money = field(metadata=titled("Lost"))


@dataclass(frozen=True)
class Month:
    """A month: who was there when it began, and who of them left in it."""

    month: Day
    state: Text
    customers: Count = field(metadata=titled("At its start"))
    churned: Count = field(metadata=titled("Left"))
    rate: Percent | None = field(metadata=titled("Churn"))
    low: Percent | None = field(metadata=titled("Low"))
    high: Percent | None = field(metadata=titled("High"))
    recurring: Money = field(metadata=titled("Recurring"))
    lost: Money = field(metadata=titled("Lost"))
    revenue_churn: Percent | None = field(metadata=titled("Of revenue"))
    begun: Count = field(metadata=DATA_ONLY)
    """New in it."""
