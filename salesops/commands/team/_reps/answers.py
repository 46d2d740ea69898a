"""The rows that reps answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Days, Mean, Money, Percent, Text


@dataclass(frozen=True)
class Rank:
    """A rep in the window; the last rows are of nobody and of all."""

    rep: Text
    team: Text | None
    won_value: Money
    change: Percent | None
    by_month: Text | None = field(metadata=titled("Won by month"))
    """A mark for each of the last months that are over."""
    attainment: Percent | None = field(metadata=titled("Of quota"))
    won: Count
    closed: Count = field(metadata=titled("n"))
    """Won or lost."""
    win_rate: Percent | None
    marked: Text | None
    low: Percent | None = field(metadata=DATA_ONLY)
    """Of the win rate; prose shows this and what follows in other tables."""
    high: Percent | None = field(metadata=DATA_ONLY)
    avg_won: Money | None = field(metadata=DATA_ONLY)
    cycle_mean: Days | None = field(metadata=DATA_ONLY)
    open_deals: Count = field(metadata=DATA_ONLY)
    open_value: Money = field(metadata=DATA_ONLY)
    weighted_value: Money | None = field(metadata=DATA_ONLY)
    activities: Count | None = field(metadata=DATA_ONLY)
    activities_per_won: Mean | None = field(metadata=DATA_ONLY)
    weakest: Text | None = field(metadata=DATA_ONLY)
    weakest_conversion: Percent | None = field(metadata=DATA_ONLY)
    weakest_others: Percent | None = field(metadata=DATA_ONLY)
    lost: Count = field(metadata=DATA_ONLY)
    base_value: Money | None = field(metadata=DATA_ONLY)
    """Won in the window that it is held against."""
    verdict: Text | None = field(metadata=DATA_ONLY)
    """Of the win rate, against the others."""
    quota: Money | None = field(metadata=DATA_ONLY)
    weakest_decided: Count | None = field(metadata=DATA_ONLY)
    last_touch: Day | None = field(metadata=DATA_ONLY)
    """The latest activity, or change of a deal."""
    starts: Day | None = field(metadata=DATA_ONLY)
    ends: Day | None = field(metadata=DATA_ONLY)
    manager: Text | None = field(metadata=DATA_ONLY)
    shop: Text | None = field(metadata=DATA_ONLY)
    rep_id: Text | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Deals:
    """The won and the open deals of a rep: what Rank has no room for in prose."""

    rep: Text
    low: Percent | None = field(metadata=titled("Win rate from"))
    high: Percent | None = field(metadata=titled("to"))
    avg_won: Money | None = field(metadata=titled("Average won"))
    cycle_mean: Days | None = field(metadata=titled("Cycle (days)"))
    open_deals: Count = field(metadata=titled("Open"))
    open_value: Money = field(metadata=titled("Open value"))
    weighted_value: Money | None = field(metadata=titled("Weighted"))


@dataclass(frozen=True)
class Weakest:
    """The step of a rep that lies farthest below the others'."""

    rep: Text
    stage: Text = field(metadata=titled("Weakest step"))
    decided: Count = field(metadata=titled("n"))
    of_decided: Percent | None = field(metadata=titled("Went on"))
    others: Percent | None
    verdict: Text


@dataclass(frozen=True)
class Month:
    """A month of a rep."""

    month: Text
    won_value: Money | None
    """None while the rep was not there."""
    won: Count
    lost: Count
    win_rate: Percent | None
    rep: Text


@dataclass(frozen=True)
class Did:
    """What a rep did in the window."""

    rep: Text
    calls: Count
    meetings: Count
    emails: Count = field(metadata=titled("E-mails"))
    demos: Count
    proposals: Count
    activities: Count = field(metadata=titled("All"))
    a_week: Mean | None = field(metadata=titled("A week"))
    won: Count = field(metadata=titled("Won deals"))
    activities_per_won: Mean | None = field(metadata=titled("Per won deal"))
    other: Count = field(metadata=DATA_ONLY)
    """Tasks and what else there is: in no sum."""


@dataclass(frozen=True)
class Step:
    """A step of a rep against that of the others."""

    stage: Text
    decided: Count = field(metadata=titled("n"))
    of_decided: Percent | None = field(metadata=titled("Went on"))
    low: Percent | None = field(metadata=titled("from"))
    high: Percent | None = field(metadata=titled("to"))
    others: Percent | None
    verdict: Text
    difference: Percent | None = field(metadata=DATA_ONLY)
    """In points, to the others."""
    lost: Count = field(metadata=DATA_ONLY)
    others_decided: Count = field(metadata=DATA_ONLY)
    entered: Count = field(metadata=DATA_ONLY)
    went_on: Count = field(metadata=DATA_ONLY)
    conversion: Percent | None = field(metadata=DATA_ONLY)
    """Of all that entered, those still open among them."""
    next_stage: Text = field(metadata=DATA_ONLY)
    pipeline: Text = field(metadata=DATA_ONLY)
    rep: Text = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Trend:
    """A period of a rep."""

    period: Text
    won_value: Money
    won: Count
    lost: Count
    win_rate: Percent | None
    start: Day = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Kind:
    """One kind of activity of a rep."""

    kind: Text = field(metadata=titled("Activity"))
    activities: Count
    a_week: Mean | None = field(metadata=titled("A week"))
    median: Mean | None = field(metadata=titled("Median of the reps"))


@dataclass(frozen=True)
class Stands:
    """Open deals of a rep in a stage."""

    stage: Text
    deals: Count
    value: Money
    weighted: Money | None
    no_amount: Count = field(metadata=titled("No amount"))
    pipeline: Text = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Deal:
    """An open deal of a rep."""

    deal: Text
    stage: Text
    amount: Money | None
    close_date: Day | None = field(metadata=titled("Closes"))
    next_step: Text
    account: Text = field(metadata=DATA_ONLY)
    deal_id: Text = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Reason:
    """Why deals of a rep were lost."""

    lost_reason: Text = field(metadata=titled("Reason"))
    lost: Count
    share: Percent | None
    others: Percent | None = field(metadata=titled("Of the others' lost"))
    value: Money
