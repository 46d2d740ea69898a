"""The rows that funnel asks for."""

from dataclasses import dataclass
from decimal import Decimal

from salesops.units import Count, Day, Flag, Money, Text


@dataclass(frozen=True)
class Steps:
    """How many of each step, of one page or of all visits, in one of the two windows."""

    member: Text
    is_now: Flag
    sessions: Count
    carts: Count | None
    checkouts: Count | None
    purchases: Count
    revenue: Money | None
    unstated: Count
    """Sessions of exports that do not say who bought."""


EMPTY = Steps("", True, 0, None, None, 0, None, 0)


@dataclass(frozen=True)
class Earlier:
    """The steps of an earlier run of as many days."""

    back: Count
    days: Count
    sessions: Count
    carts: Count | None
    checkouts: Count | None
    purchases: Count


@dataclass(frozen=True)
class ItemsKnown:
    """How far the export of items reaches."""

    last_day: Day | None


@dataclass(frozen=True)
class Item:
    """What visits did with a product or category."""

    member: Text
    title: Text | None
    sku: Text | None
    viewed: Count
    added: Count | None
    checked_out: Count | None
    purchased: Count | None
    squares: Count | None
    """The sum of the squares of what each day bought."""
    revenue: Money | None


@dataclass(frozen=True)
class Each:
    """A page, product or category: who came, who began a checkout, who bought."""

    name: str
    title: str | None
    sku: str | None
    visits: int
    checkouts: int | None
    bought: int
    revenue: Decimal | None
