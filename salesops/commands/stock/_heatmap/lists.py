"""What to act on: best sellers that run out, and what is out of stock."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from salesops.commands.opportunities import HORIZON
from salesops.commands.stock._heatmap.answers import (
    LowRow,
    OutRow,
    ShopLowRow,
    ShopOutRow,
)
from salesops.commands.stock._heatmap.bands import HEATS, Band, band
from salesops.commands.stock._heatmap.grids import shop_of
from salesops.commands.stock._heatmap.item import Item, shops
from salesops.commands.stock._heatmap.shelf import Stock
from salesops.commands.stock._stockout.asked import AHEAD, Stockout
from salesops.result import Heat, Table
from salesops.units import Unit, text

OTHER = "other"
LIKELY = (
    "Likely out, an estimate: by the first date it has run out in 10 % of simulated futures, by "
    f"the second in 90 %, later is past {AHEAD} days; what is due on a stated day is in it. "
)


def low(stock: Stock, least: float, top: int) -> Table:
    """Class A that is in stock and lasts fewer days than that, soonest out first."""
    found = [i for i in stock.items if i.abc == "A" and i.band is not Band.OUT]
    items = sorted(
        (i for i in found if i.cover is not None and i.cover < least),
        key=lambda i: (i.cover or 0.0, i.sku.shop, i.sku.sku),
    )
    made = ShopLowRow if shops(items) else LowRow
    dates = stock.stockouts(items[:top])
    note = (
        f"Short: units that the pace asks for in {HORIZON} days and the stock has not, at their "
        "net price, less what is expected by then; an estimate."
    )
    more = f" {len(items) - top:,} more are not listed: --top." if len(items) > top else ""
    return Table(
        "low_cover",
        f"Class A with less than {least:g} days",
        made,
        [_low(item, made, stock, dates.get(item.key)) for item in items[:top]],
        (LIKELY if dates else "") + note + more,
        shown=bool(items),
        keys=2 if shops(items) else 1,
        heat={"days_of_cover": [_heat(item) for item in items[:top]]},
    )


def _heat(item: Item) -> Heat:
    return HEATS.get(band(item.cover), Heat.NONE)


def _low(item: Item, made: type[LowRow], stock: Stock, dates: Stockout | None) -> LowRow:
    lasts = stock.today + timedelta(days=int(item.cover or 0))
    units = short(item)
    return made(
        shop=shop_of(item, made),
        sku=item.sku.sku,
        title=item.sku.title,
        days_of_cover=item.cover,
        available=item.sku.available,
        velocity=item.velocity,
        lasts_to=lasts,
        likely_out=dates.said if dates else None,
        out_early=dates.early if dates else None,
        out_middle=dates.middle if dates else None,
        out_late=dates.late if dates else None,
        arrives=_arrives(item, stock.today),
        expected=item.sku.expected,
        short=units,
        at_stake=units * (item.price or Decimal(0)),
    )


def short(item: Item) -> Decimal:
    """Units that the next days ask for and that the stock has not, nor what is due by then."""
    if not item.days:
        return Decimal(0)
    there = (item.sku.available or Decimal(0)) + (item.sku.due or Decimal(0))
    return max(item.sku.units * HORIZON / item.days - there, Decimal(0))


def _arrives(item: Item, today: date) -> str:
    """When more is due, or how much without a date."""
    expected = item.sku.expected
    if expected is not None:
        return f"{expected}, overdue" if expected < today else f"{expected}"
    return f"{text(item.coming, Unit.QUANTITY)}, no date" if item.coming > 0 else "nothing"


def out(stock: Stock, top: int) -> Table:
    """What is out of stock and sold lately, by what it loses a day; the last row is the rest."""
    items = stock.out if stock.told else []
    made = ShopOutRow if shops(items) else OutRow
    rows = [_out(item, made, stock) for item in items[:top]]
    if rest := items[top:]:
        row = _sums(made, rest)
        rows.append(row)
    note = (
        f"Sold in the last {stock.dead_days} days. Lost sales are an estimate: what it brought a "
        "day over the last 28 days in stock before it ran out, for each full day of the 28 "
        "without. Arrives: what pre-orders can promise."
    )
    return Table(
        "out_of_stock",
        "Out of stock, most lost first: what to pre-sell or bring back",
        made,
        rows,
        note if rows else "",
        shown=stock.told,
        keys=2 if shops(items) else 1,
    )


def _out(item: Item, made: type[OutRow], stock: Stock) -> OutRow:
    lost = item.lost
    return made(
        shop=shop_of(item, made),
        sku=item.sku.sku,
        title=item.sku.title,
        abc=item.abc,
        last_day=lost.last_day if lost else item.sku.last_day,
        days_out=lost.days_out if lost else None,
        available=item.sku.available,
        velocity=lost.velocity if lost else None,
        lost_a_day=lost.lost_a_day if lost else None,
        lost=lost.lost if lost else None,
        arrives=_arrives(item, stock.today),
        incoming=item.coming,
        expected=item.sku.expected,
        basis=lost.basis if lost else None,
        reason=_reason(item, stock),
    )


def _reason(item: Item, stock: Stock) -> str | None:
    """Why no loss is told; a note says it of a location."""
    if stock.location is not None or (item.lost and item.lost.lost_a_day is not None):
        return None
    return "not known to be in stock lately"


def _sums(made: type[OutRow], rest: Sequence[Item]) -> OutRow:
    row: dict[str, Any] = dict.fromkeys(made.__dataclass_fields__)
    row |= {"shop": "", "sku": OTHER, "title": f"{len(rest):,} more", "abc": "", "arrives": ""}
    row |= {
        "lost_a_day": sum((item.lost_a_day for item in rest), Decimal(0)),
        "lost": sum((item.lost.lost for item in rest if item.lost), Decimal(0)),
    }
    return made(**row)
