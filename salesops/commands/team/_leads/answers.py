"""The rows that leads answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Days, Hours, Instant, Money, Percent, Quantity, Ratio, Text


@dataclass(frozen=True)
class Group:
    """Leads of one source, rep, ..: what became of them."""

    name: Text
    leads: Count
    share: Percent | None = field(metadata=DATA_ONLY)
    qualified: Percent | None
    deals: Count = field(metadata=titled("Became a deal"))
    to_deal: Percent | None = field(metadata=titled("Lead to deal"))
    to_deal_low: Percent | None = field(metadata=titled("from"))
    to_deal_high: Percent | None = field(metadata=titled("to"))
    to_deal_decided: Percent | None = field(metadata=titled("Of decided"))
    undecided: Count = field(metadata=DATA_ONLY)
    """Open, or their deal is; prose shows this and what follows in Sale."""
    won: Count | None = field(metadata=DATA_ONLY)
    to_sale: Percent | None = field(metadata=DATA_ONLY)
    to_sale_low: Percent | None = field(metadata=DATA_ONLY)
    to_sale_high: Percent | None = field(metadata=DATA_ONLY)
    to_sale_decided: Percent | None = field(metadata=DATA_ONLY)
    won_value: Money | None = field(metadata=DATA_ONLY)
    qualified_leads: Count = field(metadata=DATA_ONLY)
    given_up: Count = field(metadata=DATA_ONLY)
    open_leads: Count = field(metadata=titled("Open"))
    """Neither a deal nor given up."""
    lost: Count | None = field(metadata=DATA_ONLY)
    open_deals: Count | None = field(metadata=DATA_ONLY)
    shop: Text | None = field(metadata=DATA_ONLY)
    id: Text | None = field(metadata=DATA_ONLY)
    """Of a rep: what the CRM calls them."""


@dataclass(frozen=True)
class Sale:
    """Leads of one source, rep, .. that were won: what Group has no room for in prose."""

    name: Text
    leads: Count
    won: Count | None
    to_sale: Percent | None = field(metadata=titled("Lead to sale"))
    to_sale_low: Percent | None = field(metadata=titled("from"))
    to_sale_high: Percent | None = field(metadata=titled("to"))
    to_sale_decided: Percent | None = field(metadata=titled("Of decided"))
    undecided: Count
    won_value: Money | None


@dataclass(frozen=True)
class Response:
    """How fast the leads of one source or rep were answered."""

    name: Text
    leads: Count = field(metadata=titled("n"))
    unanswered: Count
    median_hours: Hours | None = field(metadata=titled("Median hours"))
    median_low: Hours | None = field(metadata=titled("from"))
    median_high: Hours | None = field(metadata=titled("to"))
    within_hour: Percent | None = field(metadata=titled("Within 1 h"))
    within_day: Percent | None = field(metadata=titled("Within 24 h"))
    day_low: Percent | None = field(metadata=DATA_ONLY)
    day_high: Percent | None = field(metadata=DATA_ONLY)
    untimed: Count = field(metadata=DATA_ONLY)
    small: Text = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Cost:
    """What a source cost, and what came of it."""

    source: Text
    spend: Money | None
    leads: Count
    per_lead: Money | None = field(metadata=titled("Per lead"))
    deals: Count = field(metadata=titled("Became a deal"))
    won: Count | None = field(metadata=titled("Won so far"))
    per_won: Money | None = field(metadata=titled("Per won sale"))
    matched: Text = field(metadata=titled("Matched"))


@dataclass(frozen=True)
class Rep:
    """What a rep has been given."""

    rep: Text
    recent: Count = field(metadata=titled("New leads"))
    share: Percent | None
    to_mean: Ratio | None = field(metadata=titled("To the mean"))
    open_leads: Count = field(metadata=titled("Open"))
    untouched: Count = field(metadata=titled("Open, unanswered"))
    compared: Text = field(metadata=DATA_ONLY)
    """`yes` of who was there all the time, and so is in the mean."""
    leads: Count = field(metadata=DATA_ONLY)
    shop: Text | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Waiting:
    """An open lead that nobody has answered."""

    lead: Text
    name: Text
    source: Text
    owner: Text
    came: Instant
    waited_days: Days = field(metadata=titled("Waits (days)"))
    points: Count | None
    crm_score: Quantity | None = field(metadata=DATA_ONLY)
    company: Text | None = field(metadata=DATA_ONLY)
    waited_hours: Hours = field(metadata=DATA_ONLY)
    """On the clock of [leads] hours."""
    too_long: Text = field(metadata=DATA_ONLY)
    shop: Text | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Level:
    """The points of one level of an attribute."""

    attribute: Text
    level: Text
    leads: Count
    deals: Count = field(metadata=titled("Became a deal"))
    rate: Percent | None
    points: Count


@dataclass(frozen=True)
class Tested:
    """How well a score tells, on months that it has not seen."""

    score: Text
    leads: Count
    deals: Count = field(metadata=titled("Became a deal"))
    auc: Ratio | None = field(metadata=titled("AUC"))
    low: Ratio | None = field(metadata=titled("from"))
    high: Ratio | None = field(metadata=titled("to"))
    first_day: Day = field(metadata=titled("Held back from"))
    last_day: Day = field(metadata=titled("to the day"))


@dataclass(frozen=True)
class Lift:
    """A tenth of the held-back leads, those with the most points first."""

    score: Text
    tenth: Count
    from_: Quantity = field(metadata={"title": "From", "name": "from"})
    to: Quantity
    leads: Count
    deals: Count = field(metadata=titled("Became a deal"))
    rate: Percent | None
    lift: Ratio | None
    expected: Percent | None = field(metadata=titled("Expected"))


@dataclass(frozen=True)
class Scored:
    """An open lead with its points."""

    lead: Text
    name: Text
    source: Text
    owner: Text
    came: Instant
    points: Count
    chance: Percent | None = field(metadata=titled("Chance on arrival"))
    crm_score: Quantity | None = field(metadata=titled("CRM's score"))
    answered: Text
    shop: Text | None = field(metadata=DATA_ONLY)
