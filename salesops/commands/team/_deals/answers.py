"""The rows that deals answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Days, Flag, Money, Percent, Text


@dataclass(frozen=True)
class Line:
    """A step of a waterfall."""

    step: Text
    deals: Count
    value: Money
    without_amount: Count = field(metadata=titled("Without an amount"))
    """What the step changes the number of these by; of the first and last step how many they are.
    """
    change: Count = field(metadata=DATA_ONLY)
    """Of the number of open deals."""


@dataclass(frozen=True)
class Part:
    """The waterfall of the deals of one value; what came less what went is what is open now."""

    value: Text = field(metadata=titled("By"))
    open_then: Money | None
    came: Money
    changed: Money | None
    won: Money
    left: Money = field(metadata=titled("Lost or gone"))
    open_now: Money
    lost: Money = field(metadata=DATA_ONLY)
    gone: Money = field(metadata=DATA_ONLY)
    """Closed and nobody says how, or no longer in the export."""
    deals_then: Count | None = field(metadata=DATA_ONLY)
    deals_now: Count = field(metadata=DATA_ONLY)
    slipped: Money | None = field(metadata=DATA_ONLY)
    dimension: Text = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class AtRisk:
    """An open deal with a reason to look at it."""

    name: Text = field(metadata=titled("Deal"))
    owner: Text | None
    amount: Money | None
    chance: Percent | None
    close_date: Day | None = field(metadata=titled("Close"))
    why: Text
    stage: Text | None = field(metadata=DATA_ONLY)
    weighted: Money | None = field(metadata=DATA_ONLY)
    shop: Text = field(metadata=DATA_ONLY)
    deal: Text = field(metadata=DATA_ONLY)
    account: Text | None = field(metadata=DATA_ONLY)
    basis: Text | None = field(metadata=DATA_ONLY)
    """What says the chance."""
    days_left: Count | None = field(metadata=DATA_ONLY)
    overdue_days: Count | None = field(metadata=DATA_ONLY)
    stale_days: Count | None = field(metadata=DATA_ONLY)
    usual_days: Days | None = field(metadata=DATA_ONLY)
    """Three of four won deals had gone on by then."""
    slips: Count | None = field(metadata=DATA_ONLY)
    quiet_days: Count | None = field(metadata=DATA_ONLY)
    no_step_days: Count | None = field(metadata=DATA_ONLY)
    shrank_by: Money | None = field(metadata=DATA_ONLY)
    back_from: Text | None = field(metadata=DATA_ONLY)
    low_chance: Percent | None = field(metadata=DATA_ONLY)
    slipped: Flag = field(metadata=DATA_ONLY)
    """Out of the period, in the window."""


@dataclass(frozen=True)
class Reason:
    """The deals with one reason; a deal may have several."""

    reason_for: Text = field(metadata=titled("Reason"))
    deals: Count
    value: Money
    weighted: Money


@dataclass(frozen=True)
class Moved:
    """A deal that changed."""

    name: Text = field(metadata=titled("Deal"))
    what: Text
    was: Text
    is_: Text = field(metadata=titled("Is"))
    owner: Text | None = field(metadata=DATA_ONLY)
    account: Text | None = field(metadata=DATA_ONLY)
    shop: Text = field(metadata=DATA_ONLY)
    deal: Text = field(metadata=DATA_ONLY)
    state_then: Text = field(metadata=DATA_ONLY)
    state_now: Text = field(metadata=DATA_ONLY)
    stage_then: Text | None = field(metadata=DATA_ONLY)
    stage_now: Text | None = field(metadata=DATA_ONLY)
    amount_then: Money | None = field(metadata=DATA_ONLY)
    amount_now: Money | None = field(metadata=DATA_ONLY)
    close_then: Day | None = field(metadata=DATA_ONLY)
    close_now: Day | None = field(metadata=DATA_ONLY)
    at_stake: Money = field(metadata=DATA_ONLY)
    """What came or went; of a deal that stays open what its amount changed by."""
