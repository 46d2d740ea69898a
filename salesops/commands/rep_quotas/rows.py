"""The rows of quotas, of reps and of what was won."""

from dataclasses import dataclass

from salesops.units import Count, Day, Money, Text


@dataclass(frozen=True)
class Line:
    """A quota as it is stated."""

    shop: Text
    scope: Text
    who: Text | None
    period: Text
    metric: Text
    value: Money | None


@dataclass(frozen=True)
class Person:
    """A rep of the list."""

    shop: Text
    rep: Text
    name: Text
    manager: Text | None
    team: Text | None
    territory: Text | None
    starts: Day | None
    ends: Day | None
    ramp_plan: Text | None


@dataclass(frozen=True)
class Owner:
    """A rep whom deals name."""

    shop: Text
    rep: Text
    name: Text | None
    manager: Text | None
    team: Text | None
    territory: Text | None


@dataclass(frozen=True)
class Credited:
    """What somebody won in the days asked about; rep None: nobody."""

    shop: Text
    rep: Text | None
    team: Text | None
    """Of these deals."""
    value: Money
    deals: Count
    blank: Count
    """Of them without an amount."""
