"""What a question of reorder goes by: its day, its service level, its thresholds."""

from dataclasses import dataclass
from datetime import date, timedelta

MONTH, RECENT, FAR = 28, 56, 182
"""Full days before today: for best sellers, for the pace, for the weeks."""


@dataclass(frozen=True)
class Plan:
    """What one question goes by."""

    today: date
    begin: date
    """The first day of the data."""
    service_level: float
    max_average: bool
    """Safety stock from the most and the longest, in place of z or a quantile."""
    review: float | None
    """Days between two orders, over what supply says."""
    usual_review: float
    lead_days: float
    """Assumed where no export says."""
    receipts: int
    """The fewest that make a lead time."""
    known_days: int
    """The fewest days in stock that make a spread of demand."""
    smoothing: float
    best_sellers: int
    digits: int
    """Decimal places of the currency."""

    def ago(self, days: int) -> date:
        """A day so many before today."""
        return self.today - timedelta(days=days)
