"""Stock that hardly sells, or not at all."""

from collections.abc import Sequence
from decimal import Decimal

from salesops.commands.stock._heatmap.answers import ShopSlowRow, SlowRow
from salesops.commands.stock._heatmap.grids import shop_of
from salesops.commands.stock._heatmap.item import Item, shops
from salesops.commands.stock._heatmap.lists import OTHER
from salesops.commands.stock._heatmap.shelf import Stock
from salesops.result import Table

DEAD = "dead"
SLOW = "slow"


def slow(stock: Stock, least: float, top: int) -> Table:
    """Stock that hardly sells or not at all, what ties up most money first."""
    found = [(item, DEAD) for item in stock.dead] + [(item, SLOW) for item in stock.slow(least)]
    found.sort(key=lambda pair: (-(pair[0].value or 0), pair[0].sku.shop, pair[0].sku.sku))
    several = shops(item for item, _ in found)
    made = ShopSlowRow if several else SlowRow
    rest = {kind: [item for item, other in found[top:] if other == kind] for kind in (DEAD, SLOW)}
    rows = [_slow(item, kind, made) for item, kind in found[:top]]
    rows += [_slow_rest(made, kind, items) for kind, items in rest.items() if items]
    note = (
        f"Dead: in stock, no sale in {stock.dead_days} days. Slow: fewer than {least:g} units a "
        "day. Value: on hand at cost, at list price where no cost is known."
    )
    title = "Slow and dead stock, most money first"
    return Table(
        "slow_stock",
        title,
        made,
        rows,
        note if rows else "",
        shown=stock.told,
        keys=2 if several else 1,
    )


def _slow(item: Item, kind: str, made: type[SlowRow]) -> SlowRow:
    sku = item.sku
    price = "list price" if sku.price is not None else None
    basis = "cost" if sku.unit_cost is not None else price
    return made(
        shop_of(item, made),
        sku.sku,
        sku.title,
        kind,
        sku.last_day,
        item.held,
        item.velocity,
        item.value,
        basis,
        None,
    )


def _slow_rest(made: type[SlowRow], kind: str, rest: Sequence[Item]) -> SlowRow:
    held = sum((item.held for item in rest), Decimal(0))
    value = sum((item.value or Decimal(0) for item in rest), Decimal(0))
    pace = sum(item.velocity or 0.0 for item in rest)
    return made("", OTHER, f"{len(rest):,} more", kind, None, held, pace, value, None, None)
