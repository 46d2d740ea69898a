"""The rows that deals asks for."""

from dataclasses import dataclass, replace
from decimal import Decimal

from salesops.units import Count, Day, Days, Flag, Money, Percent, Text


@dataclass(frozen=True)
class Known:
    """What there is to compare with."""

    copied_on: Day | None
    """The latest day on or before the start of which a copy of the deals is kept."""
    first_copy: Day | None
    amounts: Count
    """Rows of history before the start that state an amount."""
    history_rows: Count
    steps: Count
    """Open deals with a next step or a next activity."""
    touches: Count
    """Activities, and deals that state their last one."""


@dataclass(frozen=True)
class State:
    """Deals that stand alike."""

    state: Text
    deals: Count


@dataclass(frozen=True)
class Flow:
    """Deals of one part that went the same way: see sql/shared/deal_changes.sql."""

    part: Text | None
    """The owner, or what else was asked for."""
    was_open: Flag
    is_open: Flag
    enters: Text | None
    leaves: Text | None
    moved: Text | None
    was_due: Flag
    is_due: Flag
    enters_period: Text | None
    leaves_period: Text | None
    deals: Count
    then_value: Money
    now_value: Money
    then_blank: Count
    """Without an amount then."""
    now_blank: Count
    begun_before: Count
    """Created before the start."""

    @property
    def change(self) -> Decimal:
        """Of the value between then and now."""
        return self.now_value - self.then_value

    @property
    def goes_by_then(self) -> bool:
        """Whether they leave with what they were worth then: lost ones are often set to nothing."""
        return self.was_open and self.leaves != "won"

    @property
    def left_with(self) -> Decimal:
        """The money that leaves with them."""
        return self.then_value if self.goes_by_then else self.now_value

    @property
    def left_blank(self) -> int:
        """How many leave without an amount."""
        return self.then_blank if self.goes_by_then else self.now_blank

    @property
    def by_dates(self) -> "Flow":
        """Where nothing tells what they were worth then: as now."""
        return replace(self, moved=None, then_value=self.now_value, then_blank=self.now_blank)


@dataclass(frozen=True)
class Mover:
    """A deal that changed."""

    shop: Text
    deal: Text
    name: Text
    account: Text | None
    owner: Text | None
    enters: Text | None
    leaves: Text | None
    moved: Text | None
    leaves_period: Text | None
    enters_period: Text | None
    has_moved_on: Flag
    is_redated: Flag
    steps: Count | None
    """Places that it went on, below 0 back."""
    was_late: Flag
    """Whether it was in the last third of the stages."""
    state_then: Text
    state_now: Text
    stage_then: Text | None
    stage_now: Text | None
    amount_then: Money | None
    amount_now: Money | None
    close_then: Day | None
    close_now: Day | None
    at_stake: Money


@dataclass(frozen=True)
class Risk:
    """An open deal; each number is None where it is no reason."""

    shop: Text
    deal: Text
    name: Text
    account: Text | None
    owner: Text | None
    stage: Text | None
    amount: Money | None
    chance: Percent | None
    basis: Text | None
    weighted: Money | None
    close_date: Day | None
    days_left: Count | None
    days_quiet: Count | None
    slipped_now: Flag
    is_stepless: Flag
    overdue_days: Count | None
    stale_days: Count | None
    p75_days: Days | None
    slip_count: Count | None
    quiet_days: Count | None
    stepless_days: Count | None
    shrank_by: Money | None
    stage_before: Text | None
    low_chance: Percent | None


@dataclass(frozen=True)
class Timed:
    """The open deals, and of how many it can be told whether they are too long in their stage."""

    deals: Count
    timed: Count
    stale: Count
    stale_value: Money
    timed_value: Money
    dated: Count
    """With a day on which they are expected to close."""
    owned: Count
