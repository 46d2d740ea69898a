"""The rows that csat answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Flag, Instant, Mean, Measure, Money, Percent, Text


@dataclass(frozen=True)
class Score:
    """One measure in the window, and in the one before."""

    measure: Text
    asked: Text = field(metadata=titled("Asked about"))
    answers: Count = field(metadata=titled("n"))
    score: Text | None
    interval: Text | None = field(metadata=titled("True score, 95 %"))
    before_answers: Count = field(metadata=titled("n before"))
    before: Text | None
    verdict: Text
    value: Percent | None = field(metadata=DATA_ONLY)
    """The score as a fraction, that of NPS from -1 to 1."""
    low: Percent | None = field(metadata=DATA_ONLY)
    high: Percent | None = field(metadata=DATA_ONLY)
    before_value: Percent | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Group:
    """The answers of an agent, a channel, a product .."""

    by: Text
    name: Text
    rated: Count = field(metadata=titled("CSAT n"))
    csat: Percent | None = field(metadata=titled("CSAT"))
    csat_low: Percent | None = field(metadata=titled("from"))
    csat_high: Percent | None = field(metadata=titled("to"))
    scored: Count = field(metadata=titled("NPS n"))
    nps: Mean | None = field(metadata=titled("NPS"))
    nps_low: Mean | None = field(metadata=titled("from"))
    nps_high: Mean | None = field(metadata=titled("to"))
    answers: Count = field(metadata=DATA_ONLY)
    satisfied: Count = field(metadata=DATA_ONLY)
    promoters: Count = field(metadata=DATA_ONLY)
    detractors: Count = field(metadata=DATA_ONLY)
    csat_before: Percent | None = field(metadata=DATA_ONLY)
    rated_before: Count = field(metadata=DATA_ONLY)
    nps_before: Mean | None = field(metadata=DATA_ONLY)
    scored_before: Count = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Month:
    """A month's answers."""

    month: Text
    complete: Flag
    rated: Count = field(metadata=titled("CSAT n"))
    csat: Percent | None = field(metadata=titled("CSAT"))
    csat_low: Percent | None = field(metadata=titled("from"))
    csat_high: Percent | None = field(metadata=titled("to"))
    scored: Count = field(metadata=titled("NPS n"))
    nps: Mean | None = field(metadata=titled("NPS"))
    nps_low: Mean | None = field(metadata=titled("from"))
    nps_high: Mean | None = field(metadata=titled("to"))
    first_day: Day = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Rate:
    """How many of those asked have answered."""

    asked: Text = field(metadata=titled("Of"))
    people: Count = field(metadata=titled("Number"))
    answers: Count
    rate: Percent | None = field(metadata=titled("Response rate"))


@dataclass(frozen=True)
class Call:
    """Somebody unhappy who bought in the year."""

    shop: Text | None = field(metadata=DATA_ONLY)
    customer: Text
    score: Text
    answered: Instant | None
    year_sales: Money | None = field(metadata=titled("Net sales, year"))
    high_value: Flag | None = field(metadata=titled("VIP"))
    order: Text | None
    said: Text | None = field(metadata=titled("Comment or subject"))
    people: Count = field(metadata=DATA_ONLY)
    agent: Text | None = field(metadata=DATA_ONLY)
    channel: Text | None = field(metadata=DATA_ONLY)
    email: Text | None = field(metadata=DATA_ONLY)
    customer_id: Text | None = field(metadata=DATA_ONLY)
    year_orders: Count | None = field(metadata=DATA_ONLY)
    csat: Measure | None = field(metadata=DATA_ONLY)
    nps: Measure | None = field(metadata=DATA_ONLY)
    asked: Text | None = field(metadata=DATA_ONLY)
    id: Text | None = field(metadata=DATA_ONLY)
