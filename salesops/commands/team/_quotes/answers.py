"""The rows that quotes answers with."""

from dataclasses import dataclass, field, make_dataclass
from functools import cache

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Money, Percent, Text


@dataclass(frozen=True)
class Outcome:
    """Quotes by what became of them."""

    outcome: Text
    quotes: Count
    share: Percent | None
    value: Money
    average: Money | None
    no_amount: Count = field(metadata=titled("No amount"))


@dataclass(frozen=True)
class Group:
    """The quotes of a rep, a team, a product .."""

    name: Text
    quotes: Count
    accepted: Count
    ended: Count = field(metadata=titled("n"))
    rate: Percent | None
    low: Percent | None = field(metadata=titled("from"))
    high: Percent | None = field(metadata=titled("to"))
    still_open: Count = field(metadata=titled("Open"))
    accepted_value: Money
    discount: Percent | None = field(metadata=titled("Mean discount"))
    declined: Count = field(metadata=DATA_ONLY)
    expired: Count = field(metadata=DATA_ONLY)
    value: Money = field(metadata=DATA_ONLY)
    discounts: Count = field(metadata=DATA_ONLY)
    shop: Text | None = field(metadata=DATA_ONLY)
    id: Text | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Band:
    """Deals by the discount of their quote."""

    discount: Text
    quotes: Count
    won: Count
    ended: Count = field(metadata=titled("n"))
    win_rate: Percent | None
    low: Percent | None = field(metadata=titled("from"))
    high: Percent | None = field(metadata=titled("to"))
    value: Money


@dataclass(frozen=True)
class Span:
    """Discounts and acceptance lately, and before."""

    sent: Text
    quotes: Count
    discount: Percent | None = field(metadata=titled("Mean discount"))
    accepted: Count
    ended: Count = field(metadata=titled("n"))
    rate: Percent | None
    low: Percent | None = field(metadata=titled("from"))
    high: Percent | None = field(metadata=titled("to"))
    first_day: Day = field(metadata=DATA_ONLY)
    last_day: Day = field(metadata=DATA_ONLY)
    discounts: Count = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Versions:
    """Quotes by how often they were revised."""

    versions: Text
    quotes: Count
    accepted: Count
    ended: Count = field(metadata=titled("n"))
    rate: Percent | None
    low: Percent | None = field(metadata=titled("from"))
    high: Percent | None = field(metadata=titled("to"))


@dataclass(frozen=True)
class Age:
    """Open quotes by how long ago they were sent."""

    sent: Text = field(metadata=titled("Sent"))
    quotes: Count
    share: Percent | None
    value: Money


@dataclass(frozen=True)
class Soon:
    """An open quote that expires soon."""

    name: Text = field(metadata=titled("Quote"))
    account: Text | None
    owner: Text | None
    amount: Money | None
    discount: Percent | None
    days: Count | None = field(metadata=titled("Days open"))
    expires: Day
    days_left: Count = field(metadata=titled("Days left"))
    shop: Text = field(metadata=DATA_ONLY)
    quote: Text = field(metadata=DATA_ONLY)
    version: Count = field(metadata=DATA_ONLY)
    sent: Day | None = field(metadata=DATA_ONLY)
    deal: Text | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Step:
    """Quotes by then accepted, of those that could have been (Kaplan-Meier)."""

    days: Count
    waiting: Count
    accepted: Count
    not_yet: Percent
    """The share that is not accepted by then."""


@cache
def named(title: str) -> type:
    """The row of a group with that title over its names: as Rep, or Product."""
    name = ("name", Text, field(metadata=titled(title)))
    return make_dataclass("Group", [name], bases=(Group,), frozen=True)
