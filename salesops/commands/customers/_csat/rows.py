"""The rows that csat asks for."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from salesops.models.satisfaction import Csat, Nps
from salesops.units import Count, Day, Exact, Flag, Instant, Money, Text


@dataclass(frozen=True)
class Answered:
    """Sums over the answers of a group."""

    answers: Count
    rated: Count
    satisfied: Count
    scored: Count
    promoters: Count
    detractors: Count

    @property
    def csat(self) -> Csat:
        """Of its ratings from 1 to 5."""
        return Csat(self.rated, self.satisfied)

    @property
    def nps(self) -> Nps:
        """Of its scores from 0 to 10."""
        return Nps(self.scored, self.promoters, self.detractors)


@dataclass(frozen=True)
class Named(Answered):
    """A group's answers in the window (is_now 1) or in the one before."""

    name: Text | None
    is_now: Count


@dataclass(frozen=True)
class MonthOf(Answered):
    """A month's answers."""

    month: Day


@dataclass(frozen=True)
class Known:
    """How far answers reach, and which count nowhere."""

    first_answer: Instant | None
    last_answer: Instant | None
    answers: Count
    undated: Count
    off_scale: Count


@dataclass(frozen=True)
class Rated:
    """The tickets closed in the window, and what is known of asking for ratings."""

    closed_tickets: Count
    asked: Count
    asked_only: Count
    """Asked and not answered: only an export that knows of these tells who was asked."""
    answered: Count


@dataclass(frozen=True)
class Sent:
    """The surveys sent in the window."""

    sent: Count
    answered: Count


@dataclass(frozen=True)
class Unhappy:
    """Somebody who is unhappy and bought in the year."""

    shop: Text
    about: Text
    id: Text
    answered_local: Instant
    csat: Exact | None
    nps: Exact | None
    agent: Text | None
    channel: Text | None
    words: Text | None
    name: Text | None
    email: Text | None
    order_no: Text | None
    customer: Text
    year_orders: Count
    year_sales: Money
    high_value: Flag


def together(groups: Iterable[Answered]) -> Answered:
    """Several groups as one."""
    listed = list(groups)
    sums = {part.name: sum(getattr(g, part.name) for g in listed) for part in fields(Answered)}
    return Answered(**sums)


NOTHING = Answered(0, 0, 0, 0, 0, 0)
