"""What deals are worth, in the smallest unit of the currency: sums of whole numbers are exact."""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from salesops.commands.team._closings.known import Columns, number
from salesops.models.closing.clock import Array
from salesops.units import digits


@dataclass(frozen=True)
class Worth:
    """How amounts are counted, and what a deal without one is worth."""

    by: str
    """amount, list-price or mean-won."""
    currency: str | None

    @property
    def scale(self) -> int:
        """Smallest units in one of the currency."""
        return int(10 ** digits(self.currency))

    def units(self, amounts: Array) -> Array:
        """Amounts in smallest units."""
        found: Array = np.rint(amounts * self.scale)
        return found

    def money(self, units: float) -> Decimal:
        """Smallest units as an amount."""
        return Decimal(round(units)) / self.scale

    def values(self, amounts: Array, columns: Columns, mean_won: float) -> Array:
        """In smallest units; NaN where a deal states no amount and nothing stands for it."""
        if self.by == "list-price":
            amounts = np.where(np.isnan(amounts), number(columns["list_price"]), amounts)
        elif self.by == "mean-won":
            amounts = np.where(np.isnan(amounts), mean_won, amounts)
        return self.units(amounts)
