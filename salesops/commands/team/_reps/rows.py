"""The rows that reps asks for."""

from dataclasses import dataclass
from decimal import Decimal

from salesops.units import Count, Day, Flag, Instant, Money, Text

ZERO = Decimal(0)


@dataclass(frozen=True)
class Listed:
    """Somebody on the list of reps."""

    shop: Text
    rep: Text
    name: Text
    manager: Text | None
    team: Text | None
    starts: Day | None
    ends: Day | None
    is_active: Flag | None
    ramp_plan: Text | None
    is_manager: Flag
    """Others of the list name them as their manager."""


@dataclass(frozen=True)
class Owning:
    """Somebody whom deals name, under one of the names they go by; rep None: nobody."""

    shop: Text
    rep: Text | None
    name: Text | None
    manager: Text | None
    team: Text | None
    deals: Count
    untold: Count
    """Of which nobody says how they stand."""
    undated: Count
    """Won or lost, and on which day is not stated."""
    changed_local: Instant | None


@dataclass(frozen=True)
class Changing:
    """When a deal of a rep last changed, by the history."""

    shop: Text
    rep: Text
    at_local: Instant | None


@dataclass(frozen=True)
class Acting:
    """What somebody did in the window, by its kind, and when they last did it at all."""

    shop: Text
    rep: Text | None
    kind: Text
    activities: Count
    at_local: Instant | None


@dataclass(frozen=True)
class Open:
    """Open deals of a rep in a stage."""

    shop: Text
    rep: Text | None
    pipeline: Text
    stage: Text | None
    deals: Count
    valued: Count
    value: Money
    weighed: Count
    """With an amount and a chance."""
    weighted: Money


@dataclass(frozen=True)
class Largest:
    """An open deal."""

    deal_id: Text
    name: Text
    account: Text | None
    pipeline: Text
    stage: Text | None
    amount: Money | None
    close_date: Day | None
    next_step: Text | None


@dataclass(frozen=True)
class Month:
    """What a rep, or nobody, won and lost in a month."""

    shop: Text
    rep: Text | None
    month: Day
    won: Count
    lost: Count
    won_value: Money


@dataclass(frozen=True)
class Lost:
    """Lost deals of a reason: the rep's, and everybody's."""

    reason: Text | None
    lost: Count
    value: Money
    of_all: Count
