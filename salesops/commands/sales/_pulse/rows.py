"""The rows that pulse asks for and the rows that it answers with."""

from dataclasses import dataclass, field

from salesops.result import titled
from salesops.units import Count, Day, Flag, Instant, Measure, Money, Percent, Quantity, Text


@dataclass(frozen=True)
class DayTotals:
    """A day that has entries in the ledger."""

    day: Day
    orders: Count
    units: Quantity
    gross_sales: Money
    discounts: Money
    returns: Money
    net_sales: Money


@dataclass(frozen=True)
class Buyers:
    """Customers of one kind with their orders."""

    customers: Text
    n: Count | None
    orders: Count
    sales: Money


@dataclass(frozen=True)
class Comparison:
    """A metric against one window."""

    metric: Text
    versus: Text
    from_: Instant
    to: Instant
    value: Measure | None
    base: Measure | None
    change: Measure | None
    change_pct: Percent | None
    reason: Text | None


@dataclass(frozen=True)
class Part:
    """The complete days or the day so far, each against the same part a week earlier."""

    part: Text
    orders: Count
    net_sales: Money
    week_before: Money | None
    change_pct: Percent | None = field(metadata=titled("Change %"))
    reason: Text | None


@dataclass(frozen=True)
class DayRow:
    """A calendar day of the window."""

    day: Day
    complete: Flag
    orders: Count
    units: Quantity
    gross_sales: Money
    discounts: Money
    returns: Money
    net_sales: Money


@dataclass(frozen=True)
class Trend:
    """A day of the spark line; None before the data begins."""

    day: Day
    net_sales: Money | None


@dataclass(frozen=True)
class Step:
    """A step on the way from gross to total sales."""

    step: Text
    amount: Money


@dataclass(frozen=True)
class ToDate:
    """Month, quarter or year to date against the same number of days before."""

    period: Text
    net_sales: Money
    versus: Text
    base: Money | None
    change: Money | None
    change_pct: Percent | None = field(metadata=titled("Change %"))
    reason: Text | None


@dataclass(frozen=True)
class Basis:
    """How taxes and refunds of the window were told apart, in counts."""

    tax_included: Count
    tax_unknown: Count
    unpaid: Count
    unpaid_sales: Money
    estimated: Count
    undated_refunds: Count
    orphans: Count
