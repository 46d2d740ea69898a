"""The rows that cross-sell asks for."""

from dataclasses import dataclass

from salesops.units import Count, Money, Quantity, Text


@dataclass(frozen=True)
class Shop:
    """A shop with orders in the window, and the number of the last of them."""

    shop: Text
    last: Count


@dataclass(frozen=True)
class Undated:
    """Orders that stand in no day."""

    orders: Count


@dataclass(frozen=True)
class Item:
    """A SKU, product or category, the number it is counted by, and its mean price a unit."""

    number: Count
    shop: Text
    item: Text
    title: Text | None
    price: Money | None


@dataclass(frozen=True)
class Stock:
    """What of a SKU is available now."""

    shop: Text
    item: Text
    available: Quantity | None
