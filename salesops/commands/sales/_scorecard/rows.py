"""The rows of a card."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Figure, Flag, Instant, Money, Percent, Text


@dataclass(frozen=True)
class Progress:
    """A day, week or month, so far or complete: its sales against target and the one before."""

    period: Text
    net_sales: Money
    change_pct: Percent | None = field(metadata=titled("vs before"))
    orders: Count
    aov: Money | None = field(metadata=titled("AOV"))
    target: Money | None
    gap: Money | None
    attainment: Percent | None
    level: Text | None = field(metadata=titled("Guide's level"))
    over: Text = field(metadata=DATA_ONLY)
    from_: Instant = field(metadata=DATA_ONLY)
    to: Instant = field(metadata=DATA_ONLY)
    complete: Flag = field(metadata=DATA_ONLY)
    base: Money | None = field(metadata=DATA_ONLY)
    base_from: Instant = field(metadata=DATA_ONLY)
    base_to: Instant = field(metadata=DATA_ONLY)
    new_customers: Count | None = field(metadata=DATA_ONLY)
    returning_customers: Count | None = field(metadata=DATA_ONLY)
    reason: Text | None


@dataclass(frozen=True)
class Won:
    """The same of deals: what was won against quota and the one before."""

    period: Text
    won_value: Money
    change_pct: Percent | None = field(metadata=titled("vs before"))
    won_deals: Count = field(metadata=titled("Won"))
    lost_deals: Count = field(metadata=titled("Lost"))
    win_rate: Percent | None
    quota: Money | None
    attainment: Percent | None
    over: Text = field(metadata=DATA_ONLY)
    from_: Instant = field(metadata=DATA_ONLY)
    to: Instant = field(metadata=DATA_ONLY)
    complete: Flag = field(metadata=DATA_ONLY)
    base: Money | None = field(metadata=DATA_ONLY)
    base_from: Instant = field(metadata=DATA_ONLY)
    base_to: Instant = field(metadata=DATA_ONLY)
    reason: Text | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Line:
    """A goal in one period."""

    goal: Text
    standing: Text = field(metadata=titled("Status"))
    over: Text
    wanted: Text
    actual: Figure | None
    gap: Figure | None
    base: Figure | None
    moved: Text = field(metadata=titled("Change"))
    n: Count | None = field(metadata=titled("n"))
    change: Figure | None = field(metadata=DATA_ONLY)
    change_pct: Percent | None = field(metadata=DATA_ONLY)
    why: Text | None = field(metadata={"name": "reason", **DATA_ONLY})
    status: Text = field(metadata=DATA_ONLY)
    place: Text | None = field(metadata=DATA_ONLY)
    metric: Text = field(metadata=DATA_ONLY)
    unit: Text = field(metadata=DATA_ONLY)
    period: Text = field(metadata=DATA_ONLY)
    from_: Instant = field(metadata=DATA_ONLY)
    to: Instant = field(metadata=DATA_ONLY)
    complete: Flag = field(metadata=DATA_ONLY)
    base_from: Instant | None = field(metadata=DATA_ONLY)
    base_to: Instant | None = field(metadata=DATA_ONLY)
    base_periods: Count = field(metadata=DATA_ONLY)
    wanted_low: Figure | None = field(metadata=DATA_ONLY)
    wanted_high: Figure | None = field(metadata=DATA_ONLY)
    owner: Text | None = field(metadata=DATA_ONLY)
    definition: Text = field(metadata=DATA_ONLY)

    @property
    def when(self) -> str:
        """Its period in a sentence."""
        word = {"day": "on", "week": "in the"}.get(self.over, "in")
        return f"{word} {self.period}"


@dataclass(frozen=True)
class Run:
    """How often a goal was met of late."""

    goal: Text
    over: Text
    met: Count
    of: Count = field(metadata=titled("Of known"))
    run: Text = field(metadata=titled("Met, oldest first"))
    newest: Text | None
