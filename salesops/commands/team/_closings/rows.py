"""The rows that closings asks for."""

from dataclasses import dataclass

from salesops.units import Count, Day, Money, Percent, Ratio, Text


@dataclass(frozen=True)
class Counts:
    """All deals by how they stand, and what they state."""

    deals: Count
    open: Count
    won: Count
    lost: Count
    closed: Count
    unknown: Count
    categorised: Count
    won_undated: Count
    mean_won: Ratio | None


@dataclass(frozen=True)
class Copy:
    """A dated copy of the deals."""

    day: Day
    open_deals: Count
    stated: Count
    unsaid: Count


@dataclass(frozen=True)
class Stage:
    """A stage by its number."""

    code: Count
    stage: Text
    kind: Text
    planned_chance: Percent | None


@dataclass(frozen=True)
class Won:
    """What was won in the period."""

    deals: Count
    valued: Count
    value: Money | None


@dataclass(frozen=True)
class Stated:
    """Open deals that are to close in the period, by category."""

    category: Text
    deals: Count
    valued: Count
    value: Money | None


@dataclass(frozen=True)
class Whose:
    """Open deals of a rep and a team, empty where there is none."""

    shop: Text
    rep: Text
    team: Text
    deals: Count
