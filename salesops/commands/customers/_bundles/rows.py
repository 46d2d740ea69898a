"""The rows that bundles asks for, and those it answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Flag, Money, Percent, Quantity, Ratio, Text


@dataclass(frozen=True)
class Shop:
    """Orders of a shop that hold a product."""

    shop: Text
    orders: Count
    keep: Ratio
    """Which part of a price is no tax."""


@dataclass(frozen=True)
class Item:
    """A SKU of a shop."""

    item: Count
    shop: Text
    sku: Text
    product: Text
    price: Money | None
    listed: Flag
    unit_cost: Money | None
    available: Quantity | None
    is_sold: Flag


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """A set that is bought together, at a price of its own."""

    bundle: Text
    orders: Count
    lift: Ratio = field(metadata=DATA_ONLY)
    """As if each came by itself: of three and four it is thousands, and says little."""
    lift_low: Ratio = field(metadata=titled("Lift, low"))
    attach: Percent = field(metadata=titled("Attach rate"))
    separately: Money | None
    discount: Percent | None
    price: Money | None
    saving: Money | None = field(metadata=DATA_ONLY)
    margin: Percent | None
    uplift: Percent | None = field(metadata=titled("Break-even uplift"))
    uplift_anchor: Percent | None = field(metadata=titled("if the anchor sold anyway"))
    kits: Count | None = field(metadata=titled("In stock (kits)"))
    floor: Text = field(metadata=DATA_ONLY)
    """What the margin floor leaves of the discount."""
    size: Count = field(metadata=DATA_ONLY)
    support: Percent = field(metadata=DATA_ONLY)
    anchor: Text = field(metadata=DATA_ONLY)
    """Its dearest SKU, whose buyers the attach rate is of."""
    anchor_orders: Count = field(metadata=DATA_ONLY)
    cost: Money | None = field(metadata=DATA_ONLY)
    more_sets: Count | None = field(metadata=DATA_ONLY)
    """Beyond those of the window, to pay for the discount on these."""
    products: Text = field(metadata=DATA_ONLY)
    listed: Flag = field(metadata=DATA_ONLY)
    """Every price is the catalogue's."""
    shop: Text = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Part:
    """One SKU of a bundle."""

    bundle: Text
    sku: Text = field(metadata=titled("SKU"))
    product: Text
    orders: Count
    price: Money | None
    cost: Money | None
    together: Percent = field(metadata=titled("Of the others' orders"))
    """Of the orders that hold the rest of the set, those that hold it too."""
    alone: Percent = field(metadata=titled("Of all orders"))
    lift_low: Ratio = field(metadata=DATA_ONLY)
    available: Quantity | None = field(metadata=titled("Available"))
