"""The rows that channels answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Days, Mean, Money, Percent, Points, Text


@dataclass(frozen=True)
class Channel:
    """What a channel brings."""

    channel: Text
    created: Count
    share: Percent | None
    won: Count
    closed: Count = field(metadata=titled("n"))
    """Won or lost."""
    win_rate: Percent | None
    low: Percent | None = field(metadata=titled("from"))
    high: Percent | None = field(metadata=titled("to"))
    verdict: Text | None
    won_value: Money
    avg_won: Money | None = field(metadata=DATA_ONLY)
    """Prose shows this and what follows in Deals."""
    cycle_middle: Days | None = field(metadata=DATA_ONLY)
    """The median of won deals."""
    open_deals: Count = field(metadata=DATA_ONLY)
    open_value: Money = field(metadata=DATA_ONLY)
    activities: Count | None = field(metadata=DATA_ONLY)
    activities_per_won: Mean | None = field(metadata=DATA_ONLY)
    lost: Count = field(metadata=DATA_ONLY)
    value_share: Percent | None = field(metadata=DATA_ONLY)
    lost_value: Money = field(metadata=DATA_ONLY)
    median_won: Money | None = field(metadata=DATA_ONLY)
    cycle_mean: Days | None = field(metadata=DATA_ONLY)
    open_stated: Count = field(metadata=DATA_ONLY)
    id: Text | None = field(metadata=DATA_ONLY)
    """Its letters alone; None of deals that state no channel."""


@dataclass(frozen=True)
class Deals:
    """The won and the open deals of a channel, and what was done about them."""

    channel: Text
    avg_won: Money | None = field(metadata=titled("Average won"))
    cycle_middle: Days | None = field(metadata=titled("Cycle (days)"))
    open_deals: Count = field(metadata=titled("Open"))
    open_value: Money
    activities: Count | None
    activities_per_won: Mean | None = field(metadata=titled("Per won"))


@dataclass(frozen=True)
class Moved:
    """The win rate of a channel in the window, and in the one before."""

    channel: Text
    now_won: Count = field(metadata=DATA_ONLY)
    now_closed: Count = field(metadata=titled("n"))
    win_rate: Percent | None = field(metadata=titled("Now"))
    before_closed: Count = field(metadata=titled("n before"))
    before: Percent | None = field(metadata=titled("Before"))
    change: Points | None
    low: Points | None = field(metadata=titled("from"))
    high: Points | None = field(metadata=titled("to"))
    """Of the change."""
    verdict: Text | None
    before_won: Count = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Cost:
    """What a channel cost, and what it won in the same days."""

    channel: Text
    cost: Money | None
    won: Count | None
    won_value: Money | None
    cost_per_sale: Money | None
    won_for_cost: Percent | None = field(metadata=titled("Cost of won value"))
    """Spent, of each unit won."""
    closed: Count | None = field(metadata=DATA_ONLY)
    note: Text | None = field(metadata=titled("Remark"))


@dataclass(frozen=True)
class Part:
    """Won and lost of a channel by a second name."""

    channel: Text
    name: Text
    won: Count
    lost: Count
    closed: Count = field(metadata=titled("n"))
    win_rate: Percent | None
    low: Percent | None = field(metadata=titled("from"))
    high: Percent | None = field(metadata=titled("to"))
    won_value: Money
