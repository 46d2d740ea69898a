"""The rows that ramp answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Flag, Money, Percent, Text


@dataclass(frozen=True)
class Ramping:
    """A rep whose start lies in the data, and how far they have come."""

    rep: Text
    starts: Day = field(metadata=titled("Start"))
    months: Count
    """Whole calendar months since that of the start, which is 0."""
    won: Money | None = field(metadata=titled("A month"))
    """The mean of the last three months."""
    tenured: Money | None
    """The median of tenured reps in the same months."""
    share: Percent | None
    state: Text
    days: Count | None
    """From the start to the end of the month in which the bar was reached; else so far."""
    plan: Percent | None = field(metadata=DATA_ONLY)
    """What the ramp plan asks for in those months."""
    deals: Count = field(metadata=DATA_ONLY)
    tenured_reps: Count = field(metadata=DATA_ONLY)
    censored: Flag = field(metadata=DATA_ONLY)
    ends: Day | None = field(metadata=DATA_ONLY)
    shop: Text = field(metadata=DATA_ONLY)
    rep_id: Text = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Since:
    """A month of a rep since the start."""

    rep: Text
    month: Count
    of: Day = field(metadata=titled("Of"))
    won: Money
    mean: Money | None = field(metadata=titled("3-month mean"))
    tenured: Money | None
    share: Percent | None
    plan: Percent
    deals: Count = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Cohort:
    """Reps who started in one half of a year, so many months after."""

    started: Text
    month: Count
    reps: Count
    won: Money
    """The mean of the month."""
    tenured: Money | None
    share: Percent | None


@dataclass(frozen=True)
class Conversion:
    """Deals that entered a stage under new or tenured reps."""

    stage: Text
    reps: Text
    n: Count = field(metadata=titled("Entered"))
    went_on: Count
    rate: Percent | None = field(metadata=titled("Conversion"))
    low: Percent | None
    high: Percent | None
    decided: Percent | None = field(metadata=titled("Of decided"))
    """Of those that went on or were lost."""
    to: Text = field(metadata=DATA_ONLY)
    """The next stage; to skip it is to come further too."""
    still_open: Count = field(metadata=DATA_ONLY)
    people: Count = field(metadata=DATA_ONLY)
    pipeline: Text = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Left:
    """Days after the start at which somebody reached the bar."""

    days: Count
    waiting: Count
    reached: Count
    not_yet: Percent
    """The share of new reps who have not, by Kaplan and Meier."""


@dataclass(frozen=True)
class Unseen:
    """A rep whose ramp the data does not show."""

    rep: Text
    starts: Day | None = field(metadata=titled("Start"))
    why: Text
    shop: Text
    rep_id: Text
