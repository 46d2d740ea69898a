"""Who ordered in a period, and who of high value came back."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from salesops.commands.sales._scorecard.periods import Slot
from salesops.queries.database import Database
from salesops.units import Count

YEAR, SINCE = timedelta(days=365), timedelta(days=90)
"""High value is told from a year, and has so many days to come back."""


@dataclass(frozen=True)
class Buyers:
    """Customers with an order in a window."""

    customers: Count
    new_customers: Count
    returning_customers: Count
    repeat_customers: Count


@dataclass(frozen=True)
class Vips:
    """Customers of high value, and those that came back."""

    vips: Count
    came_back: Count


def of(db: Database, slot: Slot) -> Buyers:
    """Who ordered in a slot."""
    asked = db.read("sales/scorecard/buyers")
    return asked.one("customers", Buyers, start_at=slot.start, end_at=slot.end)


def vips(db: Database, slot: Slot, order: Decimal, share: float) -> Vips:
    """Those of high value in the year that ended 90 days before the slot does."""
    year_end = slot.end - SINCE
    return db.read("sales/scorecard/vips").one(
        "vips",
        Vips,
        vip_from=year_end - YEAR,
        vip_to=year_end,
        until=slot.end,
        vip_order=order,
        vip_share=min(max(share, 0.0), 1.0),
    )
