"""What heatmap concludes: every finding, the gravest first."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from salesops.commands.stock._heatmap import words
from salesops.commands.stock._heatmap.bands import Band
from salesops.commands.stock._heatmap.item import Item
from salesops.commands.stock._heatmap.shelf import Stock
from salesops.commands.trust import gravest_first, rejected
from salesops.models.compare import ratio
from salesops.result import Finding, Level
from salesops.units import Unit, counted, text


def findings(stock: Stock, limits: Any) -> tuple[Finding, ...]:
    """Everything to act on; of old data or of some orders nothing is concluded."""
    db = stock.asked.db
    stale = db.stale(stock.window)
    found = [stale, rejected(db)]
    # Of orders that name no location, all locations have the pace: no verdict on one of them.
    if stock.told and not stale and (stock.location is None or stock.named):
        best = [i for i in stock.items if i.abc == "A"][: limits.watched]
        found += [_out(best, stock), _low(best, limits.low), _dead(stock, limits.dead_share)]
    return gravest_first(found)


def _out(best: Sequence[Item], stock: Stock) -> Finding | None:
    gone = [item for item in best if item.band is Band.OUT]
    if not gone:
        return None
    a_day = sum((item.lost_a_day for item in gone), Decimal(0))
    money = text(a_day, Unit.MONEY, stock.asked.db.book.currency)
    losing = f": about {money} lost a day (estimate)" if a_day else ""
    return Finding(
        Level.WARNING,
        "stockout-top-seller",
        f"Out of stock among the {len(best)} best sellers: {_named(gone)}{losing}.",
        {"skus": [item.sku.sku for item in gone], "lost_a_day": a_day},
    )


def _low(best: Sequence[Item], least: float) -> Finding | None:
    low = [i for i in best if i.band is not Band.OUT and i.cover is not None and i.cover < least]
    if not low:
        return None
    said = ", ".join(f"{i.sku.sku} {text(i.cover, Unit.DAYS)} days" for i in low)
    return Finding(
        Level.WARNING,
        "low-cover-top-seller",
        f"Among the {len(best)} best sellers, less than {least:g} days of cover: {said}.",
        {"skus": {i.sku.sku: round(i.cover or 0.0, 2) for i in low}},
    )


def _dead(stock: Stock, most: float) -> Finding | None:
    """Some dead stock is every shop's; a large share of the money on the shelves is not."""
    value = words.value(stock.dead)
    share = ratio(value, words.value(stock.items))
    if share is None or share <= most:
        return None
    money, n = text(value, Unit.MONEY, stock.asked.db.book.currency), len(stock.dead)
    return Finding(
        Level.WARNING,
        "dead-stock",
        f"{counted(n, 'SKU')} in stock had no sale in {stock.dead_days} days: they hold "
        f"{money}, {text(share, Unit.PERCENT)} of the value on hand.",
        {"skus": n, "value": value, "share": round(share, 4)},
    )


def _named(items: Sequence[Item]) -> str:
    return ", ".join(item.sku.sku for item in items)
