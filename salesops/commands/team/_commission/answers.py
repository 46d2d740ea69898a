"""The rows that commission answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Money, Percent, Text


@dataclass(frozen=True)
class Paid:
    """A rep: what is paid for, and what is paid; the last row is all of them."""

    rep: Text
    base: Money
    commission: Money | None
    clawback: Money | None
    spiff: Money | None = field(metadata=titled("SPIFF"))
    draw: Money | None
    payout: Money | None
    effective_rate: Percent | None = field(metadata=titled("Effective rate"))
    attainment: Percent | None = field(metadata=titled("Attained"))
    plan: Text
    deals: Count = field(metadata=DATA_ONLY)
    quota: Money | None = field(metadata=DATA_ONLY)
    draw_balance: Money | None = field(metadata=DATA_ONLY)
    shop: Text = field(metadata=DATA_ONLY)
    rep_id: Text = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Term:
    """A period of all plans."""

    period: Text
    state: Text
    base: Money
    commission: Money
    clawback: Money
    spiff: Money = field(metadata=titled("SPIFF"))
    draw: Money
    payout: Money
    effective_rate: Percent | None = field(metadata=DATA_ONLY)
    reps: Count = field(metadata=DATA_ONLY)
    start: Day = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class RepTerm:
    """A period of a rep."""

    rep: Text
    period: Text
    state: Text
    base: Money
    quota: Money | None
    attainment: Percent | None = field(metadata=titled("Attained"))
    payout: Money
    draw_balance: Money = field(metadata=titled("Draw to pay back"))
    commission: Money = field(metadata=DATA_ONLY)
    clawback: Money = field(metadata=DATA_ONLY)
    spiff: Money = field(metadata=DATA_ONLY)
    draw: Money = field(metadata=DATA_ONLY)
    net: Money = field(metadata=DATA_ONLY)
    """What tiers and attainment go by: without what corrects earlier periods."""
    capped_on: Day | None = field(metadata=DATA_ONLY)
    plan: Text = field(metadata=DATA_ONLY)
    start: Day = field(metadata=DATA_ONLY)
    rep_id: Text = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Entry:
    """A line of a statement."""

    line: Text
    day: Day = field(metadata=titled("Date"))
    deal: Text
    base: Money | None
    rate: Percent | None
    commission: Money
    running: Money = field(metadata=titled("Running total"))
    rule: Text
    name: Text = field(metadata=titled("What was sold"))
    kind: Text = field(metadata=DATA_ONLY)
    corrects: Text = field(metadata=DATA_ONLY)
    period: Text = field(metadata=DATA_ONLY)
    state: Text = field(metadata=DATA_ONLY)
    rep: Text = field(metadata=DATA_ONLY)
    plan: Text = field(metadata=DATA_ONLY)
    rep_id: Text = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Instead:
    """A rep under other plans."""

    rep: Text
    plan: Text
    other_plan: Text = field(metadata=titled("What-if plan"))
    payout: Money | None
    other_payout: Money | None = field(metadata=titled("What-if payout"))
    difference: Money | None
    change_pct: Percent | None = field(metadata=titled("Change"))
    rep_id: Text = field(metadata=DATA_ONLY)
