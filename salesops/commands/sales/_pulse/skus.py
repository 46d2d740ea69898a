"""The best-selling SKUs of a window: what they bring, whether they last, who buys them."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal

from salesops.commands.sales._pulse.figures import Figures
from salesops.commands.versus import SPOKEN
from salesops.models.compare import change, ratio
from salesops.period import shifted
from salesops.queries.database import Questions
from salesops.result import Period, Table, titled
from salesops.units import Count, Days, Money, Percent, Quantity, Text

COVER_DAYS = 28
"""Full days before today that velocity is taken over: four of each weekday."""
OTHER = "other"


@dataclass(frozen=True)
class Sold:
    """A SKU of the window as the ledger has it."""

    sku: Text
    title: Text | None
    units: Quantity
    net_sales: Money
    sales: Money
    base: Money | None
    on_hand: Quantity | None
    available: Quantity | None
    recent_units: Quantity

    @property
    def days_of_cover(self) -> float | None:
        """Days that what is available lasts at the pace of the last 28; None without sales."""
        if self.available is None or self.recent_units <= 0:
            return None
        return float(self.available * COVER_DAYS / self.recent_units)


@dataclass(frozen=True)
class SkuRow:
    """A SKU of the ranking; the last row holds all others, so that the column sums."""

    sku: Text = field(metadata=titled("SKU"))
    title: Text | None
    units: Quantity
    net_sales: Money
    share: Percent | None
    change_pct: Percent | None = field(metadata=titled("Change %"))
    on_hand: Quantity | None
    days_of_cover: Days | None = field(metadata=titled("Cover"))
    reason: Text | None


@dataclass(frozen=True)
class SkuBuyers:
    """Who bought a SKU."""

    sku: Text
    new_customers: Count
    returning_customers: Count
    top_buyer: Text | None
    top_buyer_units: Quantity | None


@dataclass(frozen=True)
class BoughtWith:
    """The SKU most often in the same order."""

    sku: Text
    other: Text
    orders: Count


@dataclass(frozen=True)
class BuyerRow:
    """A top SKU's buyers, and what they put beside it."""

    sku: Text = field(metadata=titled("SKU"))
    new: Count
    returning: Count
    top_buyer: Text | None
    units: Quantity | None
    bought_with: Text | None
    orders: Count | None


@dataclass(frozen=True)
class Skus:
    """The ranking of a window and what belongs to it."""

    rows: tuple[Sold, ...]
    best: tuple[Sold, ...]
    """The best sellers of the last 28 days, whose stock is watched."""
    buyers: tuple[BuyerRow, ...]
    figures: Figures
    by_lines: bool
    """Refund lines exist, so the rows are net of returns."""
    stock: bool
    filtered: bool

    def tables(self) -> tuple[Table, ...]:
        """The ranking and its buyers."""
        note = "Net of returns." if self.by_lines else "Before returns: refunds name no SKU."
        note = f"Change: against {SPOKEN[self.figures.verdict]}. {note}"
        if self.stock:
            note += " Cover: stock at the pace of the last 28 full days, in stock or not; – unsold."
        else:
            why = "--where leaves out some orders" if self.filtered else "no inventory export"
            note += f" No cover: {why}."
        ranked = self._ranked() if self.rows else []
        buyers = Table("sku_buyers", "Who buys them, and with what", BuyerRow, self.buyers)
        return (
            Table("top_skus", "Top SKUs", SkuRow, ranked, note if ranked else ""),
            replace(buyers, shown=bool(self.buyers)),
        )

    @property
    def whole(self) -> tuple[Decimal, Decimal]:
        """Units and product sales of the window that the ranking completes to."""
        now = self.figures.now
        return now.units, now.net_sales if self.by_lines else now.order_value

    def _ranked(self) -> list[SkuRow]:
        units, sales = self.whole
        rows = [self._row(sold, sales) for sold in self.rows]
        rest = sales - sum(sold.net_sales for sold in self.rows)
        left = units - sum(sold.units for sold in self.rows)
        rows.append(SkuRow(OTHER, None, left, rest, ratio(rest, sales), None, None, None, ""))
        return rows

    def _row(self, sold: Sold, sales: Decimal) -> SkuRow:
        versus = self.figures.verdict
        before = shifted(self.figures.window, versus)
        base = sold.base or Decimal(0)
        moved = change(versus, sold.sales, base, history=self.figures.known(before))
        return SkuRow(
            sold.sku,
            sold.title,
            sold.units,
            sold.net_sales,
            ratio(sold.net_sales, sales),
            moved.change_pct,
            sold.on_hand,
            sold.days_of_cover if self.stock else None,
            moved.reason,
        )


def top(asked: Questions, window: Period, figures: Figures, count: int) -> Skus:
    """Ask for the ranking of a window."""
    today = asked.db.as_of.replace(hour=0, minute=0, second=0, microsecond=0)
    month = Period(today - timedelta(days=COVER_DAYS), today, "28 days", so_far=False)
    before = shifted(window, figures.verdict)
    rows = _ranking(asked, (window, before), month, count, undated=figures.undated)
    return Skus(
        rows=tuple(rows),
        best=tuple(_ranking(asked, (month, month), month, WATCHED, undated=False)),
        buyers=tuple(_buyers(asked, window, [sold.sku for sold in rows], figures)),
        figures=figures,
        by_lines=asked.has("refunds"),
        stock=asked.has("inventory_levels") and not asked.db.book.filtered,
        filtered=asked.db.book.filtered,
    )


WATCHED = 10
"""Best sellers whose stock is watched."""


def _ranking(
    asked: Questions, spans: tuple[Period, Period], month: Period, count: int, *, undated: bool
) -> list[Sold]:
    """The best sellers of the first span, beside what they sold in the second."""
    window, before = spans
    return asked.all(
        "top_skus",
        Sold,
        start_at=window.start,
        end_at=window.end,
        undated=undated,
        base_from=before.start,
        base_to=before.end,
        cover_from=month.start,
        cover_to=month.end,
        top=count,
        by_lines=asked.has("refunds"),
    )


def _buyers(asked: Questions, window: Period, skus: list[str], figures: Figures) -> list[BuyerRow]:
    span = {"start_at": window.start, "end_at": window.end, "undated": figures.undated}
    buyers = {row.sku: row for row in asked.all("sku_buyers", SkuBuyers, **span)}
    pairs = {
        row.sku: row
        for row in asked.all(
            "bought_with", BoughtWith, **span, top=len(skus), by_lines=asked.has("refunds")
        )
    }
    return [_buyer_row(sku, buyers.get(sku), pairs.get(sku)) for sku in skus]


def _buyer_row(sku: str, buyers: SkuBuyers | None, pair: BoughtWith | None) -> BuyerRow:
    return BuyerRow(
        sku,
        buyers.new_customers if buyers else 0,
        buyers.returning_customers if buyers else 0,
        buyers.top_buyer if buyers else None,
        buyers.top_buyer_units if buyers else None,
        pair.other if pair else None,
        pair.orders if pair else None,
    )
