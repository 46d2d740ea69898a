"""The rows that quota answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Flag, Money, Percent, Text


@dataclass(frozen=True)
class Attained:
    """A rep with a quota, and how far it is reached; the last row is all of them."""

    rep: Text
    stated: Money = field(metadata=titled("Quota"))
    quota: Money = field(metadata=titled("After ramp"))
    won: Money
    attainment: Percent | None = field(metadata=titled("Attained"))
    gap: Money
    """To the quota; below 0 where more was won."""
    state: Text
    expected: Percent | None = field(metadata=DATA_ONLY)
    """The share of the quota that is usual by now."""
    of_stated: Percent | None = field(metadata=DATA_ONLY)
    """Attainment of the quota as stated."""
    behind: Money = field(metadata=DATA_ONLY)
    """What is usual by now, less what was won."""
    deals: Count = field(metadata=DATA_ONLY)
    team: Text = field(metadata=DATA_ONLY)
    manager: Text = field(metadata=DATA_ONLY)
    territory: Text = field(metadata=DATA_ONLY)
    starts: Day | None = field(metadata=DATA_ONLY)
    ramp: Text = field(metadata=DATA_ONLY)
    """The ramp plan that counts, in percent."""
    prorated: Flag = field(metadata=DATA_ONLY)
    shop: Text = field(metadata=DATA_ONLY)
    rep_id: Text = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Other:
    """Who has no quota and won all the same."""

    rep: Text
    won: Money
    deals: Count
    why: Text
    team: Text = field(metadata=DATA_ONLY)
    shop: Text = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Group:
    """Reps together."""

    value: Text
    reps: Count = field(metadata=titled("With a quota"))
    reached: Count = field(metadata=titled("At 100 %"))
    rate: Percent | None = field(metadata=titled("Attainment rate"))
    quota: Money
    won: Money
    percent: Percent | None = field(metadata=titled("Team percent"))
    others: Money = field(metadata=titled("Won without a quota"))
    """Of those of the group who have none, and of nobody."""
    stated: Money = field(metadata=DATA_ONLY)
    dimension: Text = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class TeamQuota:
    """A quota that a team has itself, beside those of its reps."""

    team: Text
    quota: Money = field(metadata=titled("Team's quota"))
    of_reps: Money = field(metadata=titled("Its reps' sum"))
    difference: Money
    won: Money
    percent: Percent | None
    prorated: Flag = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Trend:
    """A period: its two numbers."""

    period: Text
    state: Text
    reps: Count = field(metadata=titled("With a quota"))
    reached: Count = field(metadata=titled("At 100 %"))
    rate: Percent | None = field(metadata=titled("Attainment rate"))
    quota: Money
    won: Money
    percent: Percent | None = field(metadata=titled("Team percent"))
    start: Day = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Past:
    """A whole period before, and what share of its won value had closed by this point."""

    period: Text
    won: Money
    by_now: Percent
