"""The rows that the calendar of a series is told from."""

from dataclasses import dataclass
from datetime import date, time

from salesops.units import Count, Day, Instant, Money, Quantity


@dataclass(frozen=True)
class StoreDay:
    """A day on which the store sold or took back anything."""

    day: Day
    net_sales: Money
    orders: Count
    units: Quantity
    late: Count
    """Orders after the clock time asked about."""
    last_order: Instant | None
    """When the last one was placed; midnight where orders state their date only."""

    @property
    def timed(self) -> bool:
        """Whether an order of it states a time of day."""
        return self.last_order is not None and self.last_order.time() > time.min

    def of(self, measure: str) -> float:
        """What the measure counts of it."""
        return float(self.net_sales if measure == "revenue" else getattr(self, measure))


@dataclass(frozen=True)
class Undated:
    """What has no date, and so is in no day."""

    net_sales: Money
    orders: Count
    units: Quantity


@dataclass(frozen=True)
class Known:
    """How far the days are known whole."""

    end: date
    """The day after the last full one."""
    begun: date | None
    """That day, where a part of it is known; it is left out."""
