"""The rows that channels asks for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from salesops.commands.deal_groups import sums
from salesops.commands.team._win_loss.rate import Rate
from salesops.units import Count, Day, Days, Flag, Money, Text

ZERO = Decimal(0)


@dataclass(frozen=True)
class Counts:
    """The deals of a channel; id None: of those that state none."""

    id: Text | None
    deals: Count
    created: Count
    won: Count
    lost: Count
    won_stated: Count
    won_value: Money
    median_won: Money | None
    lost_value: Money
    won_cycles: Count
    cycle_mean: Days | None
    cycle_middle: Days | None
    open_deals: Count
    open_stated: Count
    open_value: Money


@dataclass(frozen=True)
class Group(Counts):
    """The same, or of several channels together: then what these are called."""

    other: Text = ""
    activities: Count = 0
    """About its deals."""

    @property
    def rate(self) -> Rate:
        """Won, of those won or lost."""
        return Rate(self.won, self.won + self.lost)

    @property
    def counts(self) -> bool:
        """Whether anything of it is created, closed or open."""
        return bool(self.created or self.won or self.lost or self.open_deals)


def together(groups: Sequence[Group], name: str) -> Group:
    """Several as one of that name; medians of the whole cannot be told from theirs."""
    counts = sums(
        groups, "deals", "created", "won", "lost", "won_stated", "won_value", "lost_value",
        "won_cycles", "open_deals", "open_stated", "open_value", "activities",
    )  # fmt: skip
    return replace(
        groups[0], id=None, other=name, median_won=None, cycle_mean=None, cycle_middle=None,
        **counts,
    )  # fmt: skip


@dataclass(frozen=True)
class Written:
    """A spelling of a channel."""

    id: Text
    written: Text
    deals: Count


@dataclass(frozen=True)
class Moved:
    """Won and lost of a channel, now and before."""

    id: Text | None
    now_won: Count
    now_closed: Count
    before_won: Count
    before_closed: Count

    @property
    def now(self) -> Rate:
        """The win rate of the window."""
        return Rate(self.now_won, self.now_closed)

    @property
    def before(self) -> Rate:
        """The win rate of the one before."""
        return Rate(self.before_won, self.before_closed)


@dataclass(frozen=True)
class Part:
    """Won and lost of a channel by a second name, which is its id."""

    channel: Text | None
    id: Text | None
    won: Count
    lost: Count
    won_value: Money

    @property
    def rate(self) -> Rate:
        """Won, of those won or lost."""
        return Rate(self.won, self.won + self.lost)


@dataclass(frozen=True)
class Known:
    """Deals that are in no window, or of no known state."""

    deals: Count
    untold: Count
    undated: Count
    uncreated: Count
    last_closed: Day | None


@dataclass(frozen=True)
class Acts:
    """Activities about the deals of a channel."""

    id: Text | None
    is_deal: Flag
    activities: Count


@dataclass(frozen=True)
class SpendDays:
    """The days that spend is known of."""

    first_day: Day | None
    last_day: Day | None


@dataclass(frozen=True)
class Cost:
    """What was spent under a name, and what deals of that channel won in the same days."""

    id: Text
    written: Text | None
    has_deals: Flag
    cost: Money | None
    closed: Count
    won: Count
    won_stated: Count
    """With an amount."""
    won_value: Money

    @property
    def loses(self) -> bool:
        """Whether it cost more than it won; of deals without an amount nobody can say."""
        told = bool(self.id) and self.has_deals and self.won == self.won_stated
        return told and self.cost is not None and self.cost > self.won_value
