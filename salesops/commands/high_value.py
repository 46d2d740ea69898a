"""Which customers are of high value: VIPs, by the rule and the limits of the VIP analysis."""

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
