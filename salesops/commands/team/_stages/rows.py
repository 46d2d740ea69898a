"""The rows that stages asks for."""

from dataclasses import dataclass

from salesops.units import Count, Days, Flag, Instant, Text


@dataclass(frozen=True)
class Stage:
    """A stage of a pipeline."""

    pipeline: Text
    stage: Text
    kind: Text
    """Open, won or lost."""
    place: Count | None
    """In the order of its pipeline; won and lost have none, nor what --stages leaves out of its."""
    basis: Text
    """What says the order of its pipeline."""
    is_proposal: Flag
    is_planned: Flag
    """Whether --stages names it."""


@dataclass(frozen=True)
class Standing:
    """Deals by the stage they are in now."""

    pipeline: Text
    stage: Text | None
    state: Text
    deals: Count


@dataclass(frozen=True)
class Deals:
    """How many."""

    deals: Count


@dataclass(frozen=True)
class Moved:
    """Deals that entered a stage, by how far they came later and how they stand now."""

    pipeline: Text
    stage: Text
    part: Text
    state: Text
    furthest: Count
    """The last place that they entered after it; WON where they were won, 0 where none."""
    deals: Count


@dataclass(frozen=True)
class Move:
    """Stays that ended in another stage."""

    pipeline: Text
    stage: Text
    next_stage: Text
    went: Text
    stays: Count


@dataclass(frozen=True)
class Times:
    """How long stays in a stage took."""

    pipeline: Text
    stage: Text
    whose: Text
    """All that ended, or those of deals that are won, lost, open; or there: not over yet."""
    stays: Count
    untimed: Count
    half_days: Days | None
    p75_days: Days | None
    p90_days: Days | None


@dataclass(frozen=True)
class Proposals:
    """Deals that ever came to a proposal, by how they stand."""

    state: Text
    deals: Count


@dataclass(frozen=True)
class Known:
    """What there is of history."""

    stray_stays: Count
    stray_deals: Count
    """Of deals that are not loaded."""
    deals: Count
    """Of the window, with history."""
    first_entry: Instant | None


@dataclass(frozen=True)
class Leads:
    """The leads that came in, by what became of them."""

    leads: Count
    stated: Count
    """Of which it is stated whether they became a deal."""
    converted: Count
    given_up: Count
    won: Count
    lost: Count
    open_deals: Count
    dealless: Count
    """Converted, and into which deal is not said."""
    stray: Count
    """Converted into a deal that is not loaded."""


@dataclass(frozen=True)
class Span:
    """Stays that began in a span of days and were decided in it."""

    pipeline: Text
    stage: Text
    span: Count
    """0 is the latest."""
    decided: Count
    went_on: Count


@dataclass(frozen=True)
class Length:
    """Stays that ended, by how many whole days they took."""

    pipeline: Text
    stage: Text
    is_recent: Flag
    whole_days: Count
    stays: Count
