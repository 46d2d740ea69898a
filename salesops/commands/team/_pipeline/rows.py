"""The rows that pipeline asks for."""

from dataclasses import dataclass
from decimal import Decimal

from salesops.units import Count, Day, Days, Flag, Money, Percent, Text

STATED, PLANNED, KNOWN, GUESSED = "stated", "stages file", "own history", "win rate"
"""What says the chance of a deal, as sql/shared/deal_weights.sql calls it."""
ZERO = Decimal(0)


@dataclass(frozen=True)
class Part:
    """Open deals of one value of a dimension."""

    dimension: Text
    pipeline: Text
    part: Text | None
    label: Text | None
    deals: Count
    valued: Count
    """Those of which a value is known."""
    value: Money | None
    listed: Count
    """Those valued at the list price of their product."""
    list_value: Money | None
    weighed: Count
    """Those with a value and a chance."""
    weighted: Money | None
    chance: Percent | None
    """The mean chance of those that have one."""
    stated: Count
    planned: Count
    known: Count
    guessed: Count
    dated: Count
    """Those with an expected close date."""
    overdue: Count
    overdue_value: Money | None
    stepless: Count
    stepless_value: Money | None
    timed: Count
    """Those whose days in the stage can be held against deals that were won."""
    stale: Count
    stale_value: Money | None
    entered: Count
    """Those of which it is known since when they are in their stage."""
    days: Days | None
    wrong: Count
    """Those with which something is wrong."""
    owned: Count
    ownerless_value: Money | None

    @property
    def without(self) -> int:
        """Those of which no value is known."""
        return self.deals - self.valued

    @property
    def bases(self) -> str:
        """What says the chances of these deals, most deals first."""
        counts = {
            STATED: self.stated, PLANNED: self.planned, KNOWN: self.known, GUESSED: self.guessed,
        }  # fmt: skip
        there = sorted((name for name in counts if counts[name]), key=lambda n: -counts[n])
        return ", ".join(f"{name} (guess)" if name == GUESSED else name for name in there)


NOBODY = Part(
    dimension="all", pipeline="", part="all", label="all", deals=0, valued=0, value=None, listed=0,
    list_value=None, weighed=0, weighted=None, chance=None, stated=0, planned=0, known=0,
    guessed=0, dated=0, overdue=0, overdue_value=None, stepless=0, stepless_value=None, timed=0,
    stale=0, stale_value=None, entered=0, days=None, wrong=0, owned=0, ownerless_value=None,
)  # fmt: skip
"""The whole where nothing is open."""


@dataclass(frozen=True)
class Ended:
    """All deals by how they stand, and what those that closed were worth and took."""

    deals: Count
    open: Count
    won: Count
    lost: Count
    closed: Count
    """Closed, and nobody says how."""
    unknown: Count
    won_valued: Count
    won_value: Money | None
    lost_value: Money | None
    cycles: Count
    """Won deals whose days from creation to the end are known."""
    cycle_days: Count | None
    median_cycle: Days | None
    backwards: Count
    """Won deals that closed before they were created."""
    steps: Count
    """Open deals with a next step or a planned activity."""
    owned: Count
    valued: Count
    priced: Count
    """Open deals with an amount, or a list price."""
    dated: Count
    last_close: Day | None
    first_closed: Day | None


@dataclass(frozen=True)
class Stage:
    """A stage that deals are open in."""

    pipeline: Text
    stage: Text
    place: Count
    basis: Text
    """What says the order."""
    open_deals: Count
    is_qualified: Flag
    won_stays: Count
    won_days: Days | None
    p75_days: Days | None


@dataclass(frozen=True)
class Named:
    """A product as deals write it, and what the price list has of it."""

    written: Text
    deals: Count
    listed: Text | None
    found: Text
    list_price: Money | None


@dataclass(frozen=True)
class Closing:
    """Open deals of somebody that are to close in the period of the quotas."""

    shop: Text
    rep: Text | None
    team: Text | None
    value: Money
    deals: Count


@dataclass(frozen=True)
class Largest:
    """The deal, or the account, with most of the open money."""

    kind: Text
    name: Text
    deals: Count
    value: Money


@dataclass(frozen=True)
class Issue:
    """An open deal with which something is wrong."""

    shop_id: Text
    deal_id: Text
    name: Text
    account: Text | None
    owner: Text | None
    stage: Text | None
    value: Money | None
    close_date: Day | None
    days: Count | None
    p75_days: Days | None
    overdue: Flag
    stale: Flag
    stepless: Flag
