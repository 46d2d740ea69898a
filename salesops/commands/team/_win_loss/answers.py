"""The rows that win-loss answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Days, Money, Percent, Text


@dataclass(frozen=True)
class Outcome:
    """Deals by how they ended."""

    outcome: Text
    deals: Count
    value: Money
    average: Money | None
    median: Money | None
    no_amount: Count = field(metadata=titled("No amount"))
    """None, or 0."""
    cycle_mean: Days | None = field(metadata=titled("Mean days"))
    cycle_median: Days | None = field(metadata=titled("Median days"))
    cycles: Count = field(metadata=DATA_ONLY)
    """Of so many, whose days are both known."""


@dataclass(frozen=True)
class Group:
    """What a rep, a team, a source .. won and lost."""

    name: Text
    won: Count
    lost: Count
    closed: Count = field(metadata=titled("n"))
    win_rate: Percent | None
    low: Percent | None = field(metadata=titled("from"))
    high: Percent | None = field(metadata=titled("to"))
    verdict: Text | None
    won_value: Money
    avg_won: Money | None = field(metadata=titled("Average"))
    median_won: Money | None = field(metadata=titled("Median"))
    cycle_mean: Days | None = field(metadata=titled("Cycle (days)"))
    lost_value: Money = field(metadata=DATA_ONLY)
    shop: Text | None = field(metadata=DATA_ONLY)
    id: Text | None = field(metadata=DATA_ONLY)
    """Of a rep: what the CRM calls them."""


@dataclass(frozen=True)
class Created:
    """What became of the deals that somebody created."""

    name: Text
    created: Count
    won: Count
    lost: Count
    still_open: Count
    not_told: Count
    """Closed without a word how, or nobody says whether they are closed."""
    win_rate: Percent | None = field(metadata=titled("Won so far"))
    low: Percent | None = field(metadata=titled("from"))
    high: Percent | None = field(metadata=titled("to"))
    open_share: Percent | None = field(metadata=titled("Still open, share"))
    won_value: Money
    avg_won: Money | None = field(metadata=titled("Average"))
    median_won: Money | None = field(metadata=titled("Median"))
    cycle_mean: Days | None = field(metadata=titled("Cycle (days)"))
    shop: Text | None = field(metadata=DATA_ONLY)
    id: Text | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Window:
    """The win rate lately, and before."""

    closed: Text
    won: Count
    deals: Count = field(metadata=titled("n"))
    win_rate: Percent | None
    low: Percent | None = field(metadata=titled("from"))
    high: Percent | None = field(metadata=titled("to"))
    verdict: Text | None
    first_day: Day = field(metadata=DATA_ONLY)
    last_day: Day = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Reason:
    """A reason why deals were lost."""

    lost_reason: Text = field(metadata=titled("Reason"))
    lost: Count
    share: Percent | None
    value: Money
    value_share: Percent | None = field(metadata=titled("Share of value"))
    mostly_from: Text | None = field(metadata=titled("Mostly lost from"))
    competitor: Text | None = field(metadata=titled("Mostly lost to"))
    from_stage: Text | None = field(metadata=DATA_ONLY)
    from_stage_deals: Count | None = field(metadata=DATA_ONLY)
    lost_to: Text | None = field(metadata=DATA_ONLY)
    lost_to_deals: Count | None = field(metadata=DATA_ONLY)
    lately: Count = field(metadata=DATA_ONLY)
    before: Count = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class From:
    """Lost deals by the stage that they were lost from."""

    stage: Text
    lost: Count
    share: Percent | None
    value: Money
    value_share: Percent | None = field(metadata=titled("Share of value"))


@dataclass(frozen=True)
class To:
    """Lost deals by the competitor that they name."""

    competitor: Text
    lost: Count
    share: Percent | None
    value: Money
    value_share: Percent | None = field(metadata=titled("Share of value"))


@dataclass(frozen=True)
class Product:
    """A name that the price list does not have as deals write it."""

    written: Text = field(metadata=titled("As deals write it"))
    deals: Count
    listed: Text | None = field(metadata=titled("Counted as"))
    found: Text = field(metadata=titled("How"))
    list_price: Money | None
