"""The rows that win-loss asks for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from salesops.models.compare import average
from salesops.units import Count, Day, Days, Exact, Money, Text

BOTH = "won or lost"
"""The outcome that stands for both."""


@dataclass(frozen=True)
class Outcome:
    """Deals by how they stand."""

    outcome: Text
    deals: Count
    stated: Count
    """With an amount, 0 among them."""
    valued: Count
    """With an amount above 0."""
    value: Money
    middle: Money | None
    cycles: Count
    """With both days, in order."""
    cycle_mean: Days | None
    cycle_middle: Days | None

    @property
    def mean(self) -> Decimal | None:
        """The average amount of those that state one."""
        return average(self.value, self.stated)


@dataclass(frozen=True)
class Group:
    """The deals of a rep, a team, a source .."""

    shop: Text | None
    id: Text | None
    name: Text | None
    deals: Count
    won: Count
    lost: Count
    still_open: Count
    won_stated: Count
    won_value: Money
    median_won: Money | None
    lost_value: Money
    won_cycles: Count
    cycle_mean: Days | None


@dataclass(frozen=True)
class Sizes:
    """Where quarters of won deals part, and how many deals tell their size."""

    closed: Count
    priced: Count
    lost: Count
    lost_valued: Count
    amount_1: Exact | None
    amount_2: Exact | None
    amount_3: Exact | None
    price_1: Exact | None
    price_2: Exact | None
    price_3: Exact | None


@dataclass(frozen=True)
class Known:
    """What is loaded at all; the last five are of deals that closed in the window."""

    deals: Count
    still_open: Count
    untold: Count
    unknown: Count
    first_closed: Day | None
    last_closed: Day | None
    undated: Count
    later: Count
    uncreated: Count
    no_start: Count
    backwards: Count
    no_owner: Count
    no_account: Count
    closed_no_account: Count


@dataclass(frozen=True)
class Written:
    """A product's name as deals write it, which the price list does not have so."""

    written: Text
    listed: Text | None
    found: Text
    deals: Count
    list_price: Money | None


@dataclass(frozen=True)
class Idle:
    """Somebody on the team list without a deal."""

    name: Text


@dataclass(frozen=True)
class Trend:
    """Deals that closed lately and before."""

    recent_won: Count
    recent_closed: Count
    before_won: Count
    before_closed: Count


@dataclass(frozen=True)
class Lost:
    """Lost deals of one reason, stage and competitor."""

    reason: Text | None
    stage: Text | None
    competitor: Text | None
    lost: Count
    value: Money
    lately: Count
    before: Count


def spelled(rows: Sequence[Lost]) -> list[Lost]:
    """With one spelling of each reason and competitor: that of the first row, which has most."""
    first: dict[tuple[str, str], str] = {}

    def one(part: str, said: str | None) -> str | None:
        return first.setdefault((part, said.lower()), said) if said else None

    return [
        replace(r, reason=one("reason", r.reason), competitor=one("competitor", r.competitor))
        for r in rows
    ]
