"""The rows that reorder answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Days, Flag, Money, Percent, Quantity, Ratio, Text


@dataclass(frozen=True)
class Order:
    """A SKU to order; the last row holds all others, so that the columns sum."""

    shop: Text | None = field(metadata=DATA_ONLY)
    sku: Text = field(metadata=titled("SKU"))
    order_by: Day | None
    overdue_days: Count | None = field(metadata=DATA_ONLY)
    quantity: Quantity = field(metadata=titled("Order"))
    cost: Money | None
    available: Quantity | None
    incoming: Quantity | None
    at_risk: Money | None
    runs_out: Day | None
    supplier: Text | None = field(metadata=DATA_ONLY)
    title: Text | None = field(metadata=DATA_ONLY)
    reason: Text | None


@dataclass(frozen=True)
class ShopOrder(Order):
    """The same, where there are several shops."""

    shop: Text | None


@dataclass(frozen=True)
class RunsOut:
    """When a SKU that wants an order runs out, and whether that is before an order of today."""

    shop: Text | None = field(metadata=DATA_ONLY)
    sku: Text = field(metadata=titled("SKU"))
    available: Quantity = field(metadata=DATA_ONLY)
    due: Quantity = field(metadata=DATA_ONLY)
    """Of what is on its way, what is due on a day that the dates reach to."""
    out_early: Day | None = field(metadata=titled("Out: 10 %"))
    out_middle: Day | None = field(metadata=titled("50 %"))
    out_late: Day | None = field(metadata=titled("90 %"))
    delivered: Day = field(metadata=titled("Ordered today, here"))
    chance: Percent | None = field(metadata=titled("Out before that"))
    reason: Text | None


@dataclass(frozen=True)
class ShopRunsOut(RunsOut):
    """The same, where there are several shops."""

    shop: Text | None


@dataclass(frozen=True)
class Basis:
    """From what an order is reckoned."""

    shop: Text | None = field(metadata=DATA_ONLY)
    sku: Text = field(metadata=titled("SKU"))
    daily: Ratio | None = field(metadata=titled("A day"))
    daily_sd: Ratio | None = field(metadata=titled("SD"))
    kind: Text | None = field(metadata=titled("Demand"))
    lead_time: Text = field(metadata=titled("Lead time in days"))
    method: Text | None
    safety_stock: Ratio | None
    reorder_point: Ratio | None
    supplier: Text | None
    reason: Text | None


@dataclass(frozen=True)
class ShopBasis(Basis):
    """The same, where there are several shops."""

    shop: Text | None


@dataclass(frozen=True)
class Sku:
    """A SKU of the inventory with everything that is known of it."""

    shop: Text | None
    sku: Text
    title: Text | None
    state: Text
    supplier: Text | None
    order_by: Day | None
    overdue_days: Count | None
    quantity: Quantity
    cost: Money | None
    unit_cost: Money | None
    pack_size: Quantity | None
    moq: Quantity | None
    on_hand: Quantity | None
    committed: Quantity | None
    available: Quantity | None
    incoming: Quantity | None
    incoming_basis: Text | None
    position: Quantity | None
    days_counted: Count | None
    daily: Ratio | None
    daily_sd: Ratio | None
    weeks: Count | None
    adi: Ratio | None
    cv2: Ratio | None
    kind: Text | None
    method: Text | None
    lead_days: Days | None
    lead_sd: Days | None
    lead_basis: Text | None
    lead_n: Count | None
    review_days: Days | None
    safety_stock: Ratio | None
    reorder_point: Ratio | None
    target: Ratio | None
    runs_out: Day | None
    delivered: Day
    price: Money | None
    short_units: Ratio
    at_risk: Money | None
    chance: Percent | None
    best_seller: Flag
    reason: Text | None


@dataclass(frozen=True)
class Supplier:
    """What to order from one supplier; the last row is all of them."""

    supplier: Text
    skus: Count = field(metadata=titled("SKUs"))
    units: Quantity
    cost: Money | None
    uncosted: Count = field(metadata=titled("Without cost"))
    order_by: Day | None
    at_risk: Money = field(metadata=titled("At risk"))
    reason: Text | None


@dataclass(frozen=True)
class State:
    """How many SKUs of the inventory need what; the last row is all of them."""

    state: Text
    skus: Count = field(metadata=titled("SKUs"))
    available: Quantity
    meaning: Text


@dataclass(frozen=True)
class Late:
    """A line of a purchase order that is past its day."""

    shop: Text | None = field(metadata=DATA_ONLY)
    po: Text = field(metadata=titled("PO"))
    sku: Text = field(metadata=titled("SKU"))
    supplier: Text | None
    ordered: Day | None
    expected: Day
    days_late: Count
    open_units: Quantity
    value: Money | None
    reason: Text | None


@dataclass(frozen=True)
class ShopLate(Late):
    """The same, where there are several shops."""

    shop: Text | None
