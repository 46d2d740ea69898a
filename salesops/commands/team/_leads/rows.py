"""The rows that leads asks for."""

from dataclasses import dataclass
from decimal import Decimal

from salesops.units import Count, Day, Instant, Money, Quantity, Text

ZERO = Decimal(0)


@dataclass(frozen=True)
class Known:
    """What the leads tell at all."""

    every_lead: Count
    undated: Count
    stated: Count
    """Of which it is stated whether they became a deal."""
    qualifies: Count
    """Qualified, and no deal yet: whether the CRM tells the two apart."""
    touched: Count
    timed: Count
    """That state an hour."""
    owned: Count
    scored: Count
    last_touch: Instant | None
    last_lead: Instant | None


@dataclass(frozen=True)
class Group:
    """Leads that came in, by what became of them."""

    shop: Text
    id: Text | None
    label: Text | None
    leads: Count
    qualified: Count
    became: Count
    given_up: Count
    won: Count
    lost: Count
    open_deals: Count
    dealless: Count
    """Became a deal, and which is not said."""
    stray: Count
    """Became a deal that is not loaded."""
    untimed: Count
    """Somebody has been at them, and nobody says when first."""
    backwards: Count
    """First answered before they came in."""
    won_valued: Count
    won_value: Money

    @property
    def undecided(self) -> int:
        """Neither a deal yet nor given up."""
        return self.leads - self.became - self.given_up

    @property
    def untold(self) -> int:
        """Became a deal of which nobody says whether it is open, won or lost."""
        told = self.won + self.lost + self.open_deals
        return self.became - told - self.dealless - self.stray

    @property
    def ended(self) -> int:
        """Won, lost or given up."""
        return self.won + self.lost + self.given_up


@dataclass(frozen=True)
class Rep:
    """Who is given leads."""

    shop: Text
    rep: Text | None
    label: Text | None
    start_date: Day | None
    end_date: Day | None
    leads: Count
    recent: Count
    open_leads: Count
    untouched: Count


@dataclass(frozen=True)
class Waiting:
    """An open lead that nobody has answered."""

    shop: Text
    lead_id: Text
    name: Text
    company: Text | None
    source: Text | None
    owner: Text | None
    score: Quantity | None
    came: Instant


@dataclass(frozen=True)
class SpendDays:
    """The days that spend is told of."""

    first_day: Day | None
    last_day: Day | None


@dataclass(frozen=True)
class Cost:
    """A source, or a channel of spend that no source goes by the name of."""

    source: Text | None
    channel: Text | None
    cost: Money | None
    leads: Count
    became: Count
    won: Count
