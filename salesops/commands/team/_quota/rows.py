"""The rows that quota asks for."""

from dataclasses import dataclass
from decimal import Decimal

from salesops.units import Count, Day, Money, Text


@dataclass(frozen=True)
class Won:
    """What somebody won in the days asked about; rep None: nobody."""

    shop: Text
    rep: Text | None
    value: Money
    deals: Count
    blank: Count
    """Of them without an amount."""


@dataclass(frozen=True)
class WonMonth:
    """What a rep won in a month."""

    shop: Text
    rep: Text
    month: Day
    value: Money


@dataclass(frozen=True)
class WonDay:
    """What was won on a day."""

    day: Day
    deals: Count
    value: Money


@dataclass(frozen=True)
class Known:
    """What cannot be credited, and the usual size of a deal."""

    undated: Count
    unsaid: Count
    unknown: Count
    later: Count
    mean_won: Money | float | None


ZERO = Decimal(0)
