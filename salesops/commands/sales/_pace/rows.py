"""The rows that pace asks for and the rows that it answers with."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from salesops.result import titled
from salesops.units import Count, Day, Instant, Money, Percent, Text


@dataclass(frozen=True)
class LastOrder:
    """When the last order was placed."""

    at_local: Instant | None


@dataclass(frozen=True)
class Cut:
    """A day that the ledger has entries of, cut at the clock time."""

    day: Day
    net_sales: Money
    so_far: Money
    orders: Count
    orders_so_far: Count
    orders_in_silence: Count
    """Between the clock time of today's last order and the clock time asked about."""
    timed: Count
    """Orders that state a time of day."""

    @classmethod
    def empty(cls, day: date) -> "Cut":
        """A day without an entry."""
        return cls(day, Decimal(0), Decimal(0), 0, 0, 0, 0)


@dataclass(frozen=True)
class HourSum:
    """What an hour of a day brought."""

    day: Day
    hour: Count
    net_sales: Money


@dataclass(frozen=True)
class Hour:
    """The day up to a clock time: as usual, as it was, and as it is expected to go on."""

    until: Text
    usual_share: Percent
    usual: Money
    so_far: Money | None
    ahead: Money | None
    expected: Money | None
    reason: Text | None


@dataclass(frozen=True)
class Part:
    """A part of the month; the last row is their sum."""

    part: Text
    net_sales: Money | None
    reason: Text | None


@dataclass(frozen=True)
class Tried:
    """How well past days were told at this clock time, each from the days before it alone."""

    at: Text
    days: Count
    missed_by: Percent | None
    covered: Percent | None = field(metadata=titled("Within the 80 % interval"))
