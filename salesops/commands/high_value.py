"""Who is of high value, and what one is to become: by the limits of the VIP analysis."""

from datetime import datetime, timedelta
from decimal import Decimal

from salesops.commands.customers.vip import Limits
from salesops.queries.database import Database

YEAR = timedelta(days=365)


def bounds(db: Database) -> dict[str, datetime | Decimal | float]:
    """What a statement binds that tells them: the year, the order and the share of the best."""
    limits = db.settings.limits("vip", Limits)
    return {
        "year_at": db.as_of - YEAR,
        "vip_order": Decimal(str(limits.vip_over)),
        "vip_share": min(max(limits.top_share, 0.0), 1.0),
    }


def lifetime_goal(db: Database) -> Decimal:
    """What a customer is to bring ever."""
    return Decimal(str(db.settings.limits("vip", Limits).lifetime_goal))
