"""The rows that heatmap answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Days, Money, Quantity, Ratio, Text

SHOP = {"title": "Shop"}
"""Metadata of a field that tells shops apart, where there are several."""


@dataclass(frozen=True)
class ClassRow:
    """A class of SKUs, and how many of them lie in each band of cover."""

    abc: Text = field(metadata=titled("Class"))
    skus: Count = field(metadata=titled("SKUs"))
    out: Count
    under_2: Count = field(metadata=titled("< 2"))
    under_3: Count = field(metadata=titled("< 3"))
    under_7: Count = field(metadata=titled("< 7"))
    under_14: Count = field(metadata=titled("< 14"))
    more: Count = field(metadata=titled("14 +"))
    no_sales: Count
    no_stock: Count = field(metadata=titled("Not kept"))
    net_sales: Money
    at_risk: Money


@dataclass(frozen=True)
class CoverRow:
    """A SKU, and how long it lasts."""

    shop: Text = field(metadata=DATA_ONLY)
    sku: Text = field(metadata=titled("SKU"))
    title: Text | None
    abc: Text = field(metadata=titled("Class"))
    xyz: Text | None = field(metadata=DATA_ONLY)
    days_of_cover: Days | None = field(metadata=titled("Cover"))
    band: Text | None = field(metadata=DATA_ONLY)
    on_hand: Quantity | None = field(metadata=DATA_ONLY)
    committed: Quantity | None = field(metadata=DATA_ONLY)
    available: Quantity | None
    incoming: Quantity
    expected: Day | None = field(metadata=DATA_ONLY)
    units: Quantity = field(metadata=DATA_ONLY)
    days: Count = field(metadata=DATA_ONLY)
    velocity: Ratio | None = field(metadata=titled("Units a day"))
    net_sales: Money
    reason: Text | None


@dataclass(frozen=True)
class LowRow:
    """A best seller that runs out within the week."""

    shop: Text = field(metadata=DATA_ONLY)
    sku: Text = field(metadata=titled("SKU"))
    title: Text | None
    days_of_cover: Days | None = field(metadata=titled("Cover"))
    available: Quantity | None
    velocity: Ratio | None = field(metadata=titled("Units a day"))
    lasts_to: Day = field(metadata=DATA_ONLY)
    likely_out: Text | None
    out_early: Day | None = field(metadata=DATA_ONLY)
    out_middle: Day | None = field(metadata=DATA_ONLY)
    out_late: Day | None = field(metadata=DATA_ONLY)
    arrives: Text
    expected: Day | None = field(metadata=DATA_ONLY)
    short: Quantity = field(metadata=DATA_ONLY)
    at_stake: Money = field(metadata=titled("Short in 7 days (est.)"))


@dataclass(frozen=True)
class OutRow:
    """A SKU that is out of stock, and what that loses."""

    shop: Text = field(metadata=DATA_ONLY)
    sku: Text = field(metadata=titled("SKU"))
    title: Text | None
    abc: Text = field(metadata=titled("Class"))
    last_day: Day | None = field(metadata=titled("Last in stock"))
    days_out: Count | None = field(metadata=titled("Days out"))
    available: Quantity | None = field(metadata=DATA_ONLY)
    velocity: Ratio | None = field(metadata=DATA_ONLY)
    lost_a_day: Money | None = field(metadata=titled("Lost a day (est.)"))
    lost: Money | None = field(metadata=titled("Lost so far (est.)"))
    arrives: Text
    incoming: Quantity | None = field(metadata=DATA_ONLY)
    expected: Day | None = field(metadata=DATA_ONLY)
    basis: Text | None = field(metadata=DATA_ONLY)
    reason: Text | None


@dataclass(frozen=True)
class SlowRow:
    """Stock that hardly sells."""

    shop: Text = field(metadata=DATA_ONLY)
    sku: Text = field(metadata=titled("SKU"))
    title: Text | None
    kind: Text
    last_sale: Day | None
    on_hand: Quantity | None
    velocity: Ratio | None = field(metadata=titled("Units a day"))
    value: Money | None
    basis: Text | None = field(metadata=DATA_ONLY)
    reason: Text | None


@dataclass(frozen=True)
class PlaceRow:
    """A location."""

    location: Text
    skus: Count = field(metadata=titled("SKUs"))
    on_hand: Quantity
    available: Quantity
    out: Count
    elsewhere: Count = field(metadata=titled("Out here, in stock elsewhere"))


@dataclass(frozen=True)
class ShelfRow:
    """A SKU at a location."""

    shop: Text
    sku: Text = field(metadata=titled("SKU"))
    location: Text
    on_hand: Quantity | None
    available: Quantity | None
    incoming: Quantity | None


@dataclass(frozen=True)
class ShopCoverRow(CoverRow):
    """The same where the data has several shops."""

    shop: Text = field(metadata=SHOP)


@dataclass(frozen=True)
class ShopLowRow(LowRow):
    """The same where the data has several shops."""

    shop: Text = field(metadata=SHOP)


@dataclass(frozen=True)
class ShopOutRow(OutRow):
    """The same where the data has several shops."""

    shop: Text = field(metadata=SHOP)


@dataclass(frozen=True)
class ShopSlowRow(SlowRow):
    """The same where the data has several shops."""

    shop: Text = field(metadata=SHOP)
