"""The rows that reorder asks for."""

from dataclasses import dataclass

from salesops.units import Count, Day, Days, Flag, Money, Quantity, Ratio, Text


@dataclass(frozen=True)
class Stock:
    """A SKU of the inventory, and what the catalogue says of it."""

    shop: Text
    sku: Text
    title: Text | None
    vendor: Text | None
    archived: Flag
    on_hand: Quantity | None
    committed: Quantity | None
    available: Quantity | None
    incoming: Quantity
    price: Money | None
    unit_cost: Money | None
    pack_size: Quantity | None
    moq: Quantity | None
    lead_days: Days | None


@dataclass(frozen=True)
class Sold:
    """What a SKU sold in the 56 days, and in the full weeks of the 26."""

    shop: Text
    sku: Text
    first_day: Day
    days_out: Count
    units: Quantity
    squares: Ratio
    most: Quantity
    sales: Money
    weeks: Count
    weeks_sold: Count
    week_units: Quantity
    week_squares: Ratio


@dataclass(frozen=True)
class DaySold:
    """A day on which a rarely sold SKU sold, or had nothing to sell."""

    shop: Text
    sku: Text
    day: Day
    units: Quantity
    in_stock: Flag


@dataclass(frozen=True)
class Terms:
    """How a SKU is bought, as the supply export says."""

    shop: Text
    sku: Text
    supplier: Text | None
    lead_days: Days | None
    lead_sd: Days | None
    lead_days_max: Days | None
    pack_size: Quantity | None
    moq: Quantity | None
    unit_cost: Money | None
    review_days: Days | None
    suppliers: Count


@dataclass(frozen=True)
class Receipts:
    """Days from order to receipt of a SKU or of a supplier, summed."""

    shop: Text
    about: Text
    name: Text
    n: Count
    total: Ratio
    squares: Ratio
    longest: Ratio


@dataclass(frozen=True)
class OnTheWay:
    """A line of a purchase order that has not come in."""

    shop: Text
    po: Text
    sku: Text
    supplier: Text | None
    ordered: Day | None
    expected: Day | None
    qty: Quantity
    unit_cost: Money | None


@dataclass(frozen=True)
class Bought:
    """From whom a SKU was bought last, and for how much."""

    shop: Text
    sku: Text
    supplier: Text | None
    unit_cost: Money | None
