"""The rows that stockout dates ask for."""

from dataclasses import dataclass

from salesops.units import Day, Quantity, Text


@dataclass(frozen=True)
class Owed:
    """A line of a purchase order that has not come in."""

    shop: Text
    sku: Text
    expected: Day | None
    qty: Quantity
