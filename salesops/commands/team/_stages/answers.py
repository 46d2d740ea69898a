"""The rows that stages answers with."""

from dataclasses import dataclass, field, make_dataclass

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Days, Figure, Percent, Text


@dataclass(frozen=True)
class Step:
    """From a stage to the next: who went on, who is still open, who was lost."""

    stage: Text
    next_stage: Text = field(metadata=titled("Next"))
    entered: Count
    went_on: Count = field(metadata=titled("Went on"))
    conversion: Percent | None = field(metadata=titled("Of all entered"))
    low: Percent | None
    high: Percent | None
    still_open: Count = field(metadata=titled("Still open"))
    lost: Count
    of_decided: Percent | None = field(metadata=titled("Of decided"))
    small: Text = field(metadata=DATA_ONLY)
    """`few` where fewer entered than a share needs."""
    decided_low: Percent | None = field(metadata=DATA_ONLY)
    decided_high: Percent | None = field(metadata=DATA_ONLY)
    unknown: Count = field(metadata=DATA_ONLY)
    """Of which nobody says how they stand."""
    pipeline: Text = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class PartStep:
    """A step of one owner, team, source, .."""

    part: Text
    stage: Text
    entered: Count
    went_on: Count = field(metadata=titled("Went on"))
    conversion: Percent | None = field(metadata=titled("Of all entered"))
    low: Percent | None
    high: Percent | None
    of_decided: Percent | None = field(metadata=titled("Of decided"))
    small: Text = field(metadata=titled("n"))
    next_stage: Text = field(metadata=DATA_ONLY)
    still_open: Count = field(metadata=DATA_ONLY)
    lost: Count = field(metadata=DATA_ONLY)
    unknown: Count = field(metadata=DATA_ONLY)
    pipeline: Text = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Conversion:
    """From a stage to any later one."""

    stage: Text
    later_stage: Text = field(metadata=titled("Later stage"))
    entered: Count
    came: Count = field(metadata=titled("Came there"))
    conversion: Percent | None
    low: Percent | None
    high: Percent | None
    pipeline: Text = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Time:
    """Days of the stays in a stage that are over."""

    stage: Text
    whose: Text = field(metadata=titled("Stays"))
    stays: Count = field(metadata=titled("n"))
    median_days: Days | None = field(metadata=titled("Median days"))
    p75_days: Days | None = field(metadata=titled("75 % within"))
    p90_days: Days | None = field(metadata=titled("90 % within"))
    untimed: Count = field(metadata=DATA_ONLY)
    pipeline: Text = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class There:
    """Days that open deals have been in their stage so far."""

    stage: Text
    deals: Count = field(metadata=titled("There now"))
    median_days: Days | None = field(metadata=titled("Median days so far"))
    p75_days: Days | None = field(metadata=titled("75 % within"))
    p90_days: Days | None = field(metadata=titled("90 % within"))
    pipeline: Text = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Ratio:
    """One of three ratios from lead to sale."""

    ratio: Text
    n: Count | None = field(metadata=titled("Of"))
    became: Count | None
    rate: Percent | None
    low: Percent | None
    high: Percent | None
    undecided: Count | None
    of_decided: Percent | None = field(metadata=titled("Of decided"))
    reason: Text | None
    """A word why there is none."""
    of: Text = field(metadata=DATA_ONLY)
    """What n counts."""


@dataclass(frozen=True)
class Standing:
    """The deals of a stage as it is now."""

    stage: Text
    open: Count
    won: Count
    lost: Count
    unknown: Count
    deals: Count = field(metadata=titled("All"))
    pipeline: Text = field(metadata=DATA_ONLY)


def matrix(later: list[str]) -> type:
    """The row class of the matrix: the stage, who entered it, a column for each later one."""
    columns = [
        (f"to_{n}", Figure | None, field(default=None, metadata=titled(name)))
        for n, name in enumerate(later, 2)
    ]
    return make_dataclass("Matrix", [("stage", Text), ("entered", Count), *columns], frozen=True)
