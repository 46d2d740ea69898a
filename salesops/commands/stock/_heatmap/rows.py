"""The rows that heatmap asks for."""

from dataclasses import dataclass

from salesops.units import Count, Day, Flag, Money, Quantity, Ratio, Text


@dataclass(frozen=True)
class Sku:
    """A SKU of a shop: its stock, and what sold of it."""

    shop: Text
    sku: Text
    title: Text | None
    stocked: Flag
    """It has a row in the inventory."""
    goods: Flag
    """It is sent: no gift card, nothing digital."""
    oversell: Flag
    """It is sold on when none is left."""
    withdrawn: Flag
    """Archived or a draft: not for sale."""
    on_hand: Quantity | None
    committed: Quantity | None
    available: Quantity | None
    incoming: Quantity | None
    ordered: Quantity | None
    """Units that open purchase orders still have to bring."""
    due: Quantity | None
    """Of these, what is expected within a week."""
    expected: Day | None
    """The next day on which one is; of those overdue alone the first."""
    units: Quantity
    sales: Money
    """Of the units: without cancelled orders, before returns."""
    net_sales: Money
    first_day: Day | None
    last_day: Day | None
    days_known: Count
    """Days of the window that the stock history holds."""
    days_out: Count
    """Of these, days without stock and without a sale."""
    out_since: Count
    """Of these, those since its first sale."""
    week_sum: Ratio | None
    week_squares: Ratio | None
    unit_cost: Money | None
    price: Money | None


@dataclass(frozen=True)
class Lost:
    """What a SKU would have sold on the days it could not be bought: an estimate."""

    shop: Text
    sku: Text
    days_out: Count
    last_day: Day
    """The last day in stock."""
    velocity: Ratio | None
    """Units a day before it ran out; None where it is in stock, or no longer sold."""
    lost_a_day: Money | None
    lost: Money
    basis: Text


@dataclass(frozen=True)
class Place:
    """A location with stock."""

    location: Text | None
    orders: Count
    """Orders that name it."""


@dataclass(frozen=True)
class Shelf:
    """A SKU at a location."""

    shop: Text
    sku: Text
    location: Text | None
    on_hand: Quantity | None
    available: Quantity | None
    incoming: Quantity | None
