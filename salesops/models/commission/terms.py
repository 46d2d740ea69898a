"""The terms of a plan of variable pay."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

ZERO = Decimal(0)
ONE = Decimal(1)


@dataclass(frozen=True)
class Tier:
    """From this point of the period's base on, this rate."""

    start: Decimal
    rate: Decimal


@dataclass(frozen=True)
class Step:
    """An accelerator or decelerator: the rate times so much, above a point or below it."""

    at: Decimal
    times: Decimal
    above: bool = True


@dataclass(frozen=True)
class Threshold:
    """Nothing is paid until the period's base reaches it."""

    at: Decimal
    pays_all: bool = False
    """Once it is reached all of the base pays, also what lies below."""


@dataclass(frozen=True)
class Spiff:
    """A fixed bonus beside the commission."""

    name: str
    amount: Decimal
    per: str = "deal"
    """deal, product or period."""
    product: str | None = None
    at_least: Decimal | None = None
    """What the whole deal, or the period's base, must come to."""
    deals: int | None = None
    """How many the period must have."""
    attainment: Decimal | None = None
    """What of the quota the period must reach."""
    since: date | None = None
    until: date | None = None
    """The last day."""


@dataclass(frozen=True)
class Draw:
    """What a period pays at the least; a recoverable one is paid back from later periods."""

    amount: Decimal
    recoverable: bool


@dataclass(frozen=True)
class Plan:
    """How somebody is paid for what they sell."""

    name: str
    period: str
    """month, quarter or year."""
    tiers: tuple[Tier, ...]
    """The first from 0; a flat rate is one."""
    retroactive: bool = False
    """The whole period is paid at the rate of the tier it reaches."""
    by_attainment: bool = False
    """Points are shares of the quota; else amounts."""
    steps: tuple[Step, ...] = ()
    threshold: Threshold | None = None
    cap: Decimal | None = None
    """Commission of a period at the most, before SPIFFs."""
    spiffs: tuple[Spiff, ...] = ()
    draw: Draw | None = None
    claws: bool = True
    within_days: int | None = None
    """What is known later than so many days after the sale takes nothing back."""
    since: date | None = None
    """The first day on which a period of it may begin."""
    until: date | None = None
    """The last."""

    @property
    def top_rate(self) -> Decimal:
        """The highest rate that some part of a period's base can be paid at."""
        return max(self.rate_from(at) for at in (ZERO, *self.points))

    @property
    def points(self) -> tuple[Decimal, ...]:
        """Where the rate may change."""
        own = (*(tier.start for tier in self.tiers), *(step.at for step in self.steps))
        return (*own, self.threshold.at) if self.threshold else own

    def rate_from(self, point: Decimal) -> Decimal:
        """The rate from a point on, as far as tiers and steps say."""
        rate = next((t.rate for t in reversed(self.tiers) if t.start <= point), self.tiers[0].rate)
        for step in self.steps:
            if step.above == (point >= step.at):
                rate *= step.times
        return rate


UNPAID = Plan("", "quarter", (Tier(ZERO, ZERO),))
"""Of who has no plan: it shows what one would be paid for."""


@dataclass(frozen=True)
class Versions:
    """A plan of one name as it was over the years, the first of all first."""

    each: tuple[Plan, ...]
    """All of one period; no two are valid on one day."""

    @property
    def name(self) -> str:
        """Of all of them."""
        return self.each[0].name

    @property
    def period(self) -> str:
        """Of all of them."""
        return self.each[0].period

    def on(self, first: date) -> Plan:
        """That of a period that begins on this day: UNPAID where none is valid then."""
        return next((one for one in self.each if _valid(one, first)), UNPAID)


def _valid(plan: Plan, day: date) -> bool:
    begun = plan.since is None or plan.since <= day
    return begun and (plan.until is None or day <= plan.until)
