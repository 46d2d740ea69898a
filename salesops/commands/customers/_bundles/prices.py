"""What a set would sell for: its discount, what is left of it, and what that takes to pay."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from functools import cached_property
from math import ceil

from salesops.commands.customers._bundles.rows import Item
from salesops.models.compare import ratio
from salesops.units import rounded

CUT = "discount cut"
"""What is said of a set that would go below the margin floor at the discount asked for."""


@dataclass(frozen=True)
class Priced:
    """A set at a discount that keeps the margin floor."""

    items: Sequence[Item]
    asked: Decimal
    """The discount asked for."""
    floor: Decimal
    """The margin below which nothing is to be sold."""
    keep: Decimal
    """Which part of a price is no tax."""
    places: int
    """Of the currency."""

    @cached_property
    def separately(self) -> Decimal | None:
        """What its SKUs cost one by one; each price is in whole cents."""
        prices = [item.price for item in self.items]
        known = [rounded(price, self.places) for price in prices if price]
        return sum(known, Decimal(0)) if len(known) == len(prices) else None

    @cached_property
    def cost(self) -> Decimal | None:
        """Of one of each."""
        costs = [item.unit_cost for item in self.items if item.unit_cost is not None]
        return sum(costs, Decimal(0)) if len(costs) == len(self.items) else None

    @cached_property
    def least(self) -> Decimal | None:
        """The lowest price that keeps the floor."""
        if self.cost is None:
            return None
        exact = self.cost / ((1 - self.floor) * self.keep)
        exact = rounded(exact, self.places + 6)  # a third of a cent's digits are no cent
        return exact.quantize(Decimal(1).scaleb(-self.places), rounding=ROUND_CEILING)

    @cached_property
    def price(self) -> Decimal | None:
        """With the discount asked for, or what of it the floor leaves; never above the sum."""
        if self.separately is None:
            return None
        wanted = rounded(self.separately * (1 - self.asked), self.places)
        return min(self.separately, max(wanted, self.least or wanted))

    @property
    def saving(self) -> Decimal | None:
        """What the customer saves."""
        if self.separately is None or self.price is None:
            return None
        return self.separately - self.price

    @property
    def discount(self) -> float | None:
        """As a share of the prices one by one."""
        return ratio(self.saving, self.separately)

    @property
    def profit(self) -> Decimal | None:
        """Of one set, without tax."""
        if self.price is None or self.cost is None:
            return None
        return self.price * self.keep - self.cost

    @property
    def margin(self) -> float | None:
        """Of the price without tax."""
        return None if self.price is None else ratio(self.profit, self.price * self.keep)

    @property
    def verdict(self) -> str:
        """What the floor does to the discount."""
        if self.least is None or self.separately is None:
            return "cost unknown" if self.separately is not None else "price unknown"
        if self.separately < self.least:
            return "below it without a discount"
        return CUT if self.price == self.least > self._wanted else "kept"

    @property
    def _wanted(self) -> Decimal:
        return rounded((self.separately or Decimal(0)) * (1 - self.asked), self.places)

    def uplift(self, instead: Item | None = None) -> float | None:
        """How many more sets must sell, as a share of those that sell anyway and now cost less.

        Args:
            instead: What the buyers of those sets would have bought at its full price.
        """
        if self.saving is None or self.profit is None:
            return None
        lost = Decimal(0)
        if instead is not None and instead.price is not None and instead.unit_cost is not None:
            lost = rounded(instead.price, self.places) * self.keep - instead.unit_cost
        gained = self.profit - lost
        return ratio(self.saving * self.keep, gained) if gained > 0 else None

    def more(self, sets: int) -> int | None:
        """So many sets beyond those sold pay for the discount on these."""
        share = self.uplift()
        return None if share is None else ceil(round(share * sets, 9))

    @property
    def kits(self) -> int | None:
        """How many can be sent of what is in stock."""
        known = [item.available for item in self.items if item.available is not None]
        return max(int(min(known)), 0) if len(known) == len(self.items) else None
