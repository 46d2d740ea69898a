"""The rows that ramp asks for."""

from dataclasses import dataclass

from salesops.units import Count, Day, Flag, Money, Text


@dataclass(frozen=True)
class Person:
    """A rep of the list."""

    shop: Text
    rep: Text
    name: Text
    starts: Day | None
    ends: Day | None
    ramp_plan: Text | None


@dataclass(frozen=True)
class WonMonth:
    """What a rep won in a calendar month, on days on which they were there or not."""

    shop: Text
    rep: Text
    month: Day
    within: Flag
    value: Money
    deals: Count
    blank: Count


@dataclass(frozen=True)
class Known:
    """What was won by those of whom no start is known; the usual size of a deal."""

    unlisted: Count
    value: Money
    of_nobody: Count
    mean_won: Money | float | None


@dataclass(frozen=True)
class Passed:
    """Deals that entered a stage under new or tenured reps, and how many went further."""

    pipeline: Text
    stage: Text
    place: Count
    basis: Text
    whose: Text
    reps: Count
    entered: Count
    went_on: Count
    still_open: Count
