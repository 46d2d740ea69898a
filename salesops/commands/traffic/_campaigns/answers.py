"""The rows that campaigns answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Figure, Flag, Instant, Money, Percent, Ratio, Text


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """What a campaign brought, by the best method that its data allows."""

    campaign: Text
    method: Text
    verdict: Text
    incremental: Money | None = field(metadata=titled("More net sales"))
    incremental_lo: Money | None = field(metadata=titled("At least"))
    incremental_hi: Money | None = field(metadata=titled("At most"))
    spend: Money | None
    roi: Percent | None = field(metadata=titled("ROI"))
    roi_lo: Percent | None = field(metadata=titled("ROI at least"))
    roi_hi: Percent | None = field(metadata=titled("ROI at most"))
    trust: Text = field(metadata=titled("What it can tell"))
    kind: Text | None = field(metadata=DATA_ONLY)
    channel: Text | None = field(metadata=DATA_ONLY)
    begins: Instant | None = field(metadata=DATA_ONLY)
    over_at: Instant | None = field(metadata=DATA_ONLY)
    so_far: Flag = field(metadata=DATA_ONLY)
    treated_n: Count | None = field(metadata=DATA_ONLY)
    control_n: Count | None = field(metadata=DATA_ONLY)
    treated_rate: Percent | None = field(metadata=DATA_ONLY)
    control_rate: Percent | None = field(metadata=DATA_ONLY)
    net_sales_each: Money | None = field(metadata=DATA_ONLY)
    """What it brought for each person it was sent to."""
    held_back_worth: Money | None = field(metadata=DATA_ONLY)
    """As much for each of those held back."""
    profit: Money | None = field(metadata=DATA_ONLY)
    profit_lo: Money | None = field(metadata=DATA_ONLY)
    profit_hi: Money | None = field(metadata=DATA_ONLY)
    cost_known: Percent | None = field(metadata=DATA_ONLY)
    spend_is: Text | None = field(metadata=DATA_ONLY)
    """Spent, or a budget."""
    attributed: Money | None = field(metadata=DATA_ONLY)
    again: Percent | None = field(metadata=DATA_ONLY)
    """What share of it to expect another time: what worked was lucky too."""


@dataclass(frozen=True)
class Group:
    """Those that a campaign was sent to, or those held back."""

    campaign: Text
    group: Text
    members: Count
    bought: Count
    orders: Count
    net_sales: Money
    also_reached: Count = field(metadata=titled("Got another"))
    used_code: Count = field(metadata=titled("Used its code"))


@dataclass(frozen=True)
class Lift:
    """One figure of both groups, and their difference."""

    campaign: Text
    measure: Text
    treated: Figure
    control: Figure
    difference: Figure
    low: Figure = field(metadata=titled("At least"))
    high: Figure = field(metadata=titled("At most"))


@dataclass(frozen=True)
class PrePost:
    """What a campaign was aimed at, against what was to be expected."""

    campaign: Text
    aimed_at: Text
    days: Count
    net_sales: Money
    expected: Money | None
    difference: Money | None
    low: Money | None = field(metadata=titled("At least"))
    high: Money | None = field(metadata=titled("At most"))
    before: Count = field(metadata=titled("Times before"))
    against: Text


@dataclass(frozen=True)
class Code:
    """Orders that used the code of a campaign while it ran."""

    campaign: Text
    code: Text
    orders: Count
    new_customers: Count
    discounts: Money
    net_sales: Money
    gross_profit: Money | None
    spend: Money | None
    cost_per_order: Money | None
    roas: Ratio | None = field(metadata=titled("ROAS (attributed)"))


@dataclass(frozen=True)
class Channel:
    """What a channel cost, against what the shop sold on the same days."""

    channel: Text
    spend: Money
    share: Percent | None = field(metadata=titled("Of spend"))
    clicks: Count | None
    cost_per_click: Money | None
    cost_per_order: Money | None = field(metadata=titled("For each order"))
    cac: Money | None = field(metadata=titled("For each new customer"))
    of_sales: Percent | None = field(metadata=titled("Of net sales"))
    last_day: Day | None = field(metadata=DATA_ONLY)
