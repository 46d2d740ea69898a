"""The heat maps: classes by bands of cover, and the best sellers with the cover of each."""

from collections.abc import Sequence
from decimal import Decimal

from salesops.commands.stock._heatmap.answers import ClassRow, CoverRow, ShopCoverRow
from salesops.commands.stock._heatmap.bands import CLASSES, HEATS, URGENT, Band
from salesops.commands.stock._heatmap.item import Item, shops
from salesops.commands.stock._heatmap.shelf import Stock
from salesops.result import Heat, Table

LEGEND = {
    Heat.OUT: "out of stock",
    Heat.HOT: "under 2 days",
    Heat.WARM: "under 3",
    Heat.MILD: "under 7",
    Heat.COOL: "under 14",
}
UNNAMED = "(unnamed)"
"""What a shop without a name is called beside others."""
_COLUMNS = {
    "out": Band.OUT,
    "under_2": Band.TWO,
    "under_3": Band.THREE,
    "under_7": Band.SEVEN,
    "under_14": Band.FOURTEEN,
    "more": Band.MORE,
    "no_sales": Band.NO_SALES,
    "no_stock": Band.NO_STOCK,
}
_WHY = {
    Band.NO_SALES: "no sales",
    Band.NO_STOCK: "not kept",
}


def by_class(stock: Stock) -> Table:
    """How many SKUs of each class lie in each band; the last row is all of them."""
    items = stock.items if stock.told else []
    rows = [_class(abc, [i for i in items if i.abc == abc]) for abc in CLASSES]
    rows.append(_class("all", items))
    heat = {
        name: [HEATS[band] if getattr(row, name) else Heat.NONE for row in rows[:-1]] + [Heat.NONE]
        for name, band in _COLUMNS.items()
        if band in HEATS
    }
    note = (
        "SKUs by days of cover. A brings the first 80 % of net sales of the 28 days, B to 95 %, "
        "C the rest, U none. Not kept: sold, but not in the inventory. At risk: net sales of the "
        "28 days of what is out or under 7 days."
    )
    title = "Classes by days of cover"
    return Table(
        "classes", title, ClassRow, rows if items else [], note, shown=bool(items), heat=heat
    )


def _class(abc: str, items: Sequence[Item]) -> ClassRow:
    counts = {name: sum(i.band is band for i in items) for name, band in _COLUMNS.items()}
    return ClassRow(
        abc,
        len(items),
        **counts,
        net_sales=sum((i.sku.net_sales for i in items), Decimal(0)),
        at_risk=sum((i.sku.net_sales for i in items if i.band in URGENT), Decimal(0)),
    )


def cover(stock: Stock, top: int) -> Table:
    """The best sellers, most net sales first."""
    sold = [item for item in stock.items if item.abc != "U"]
    if stock.location is not None:
        sold = [item for item in sold if item.sku.stocked]
    chosen = sold[:top]
    made = ShopCoverRow if shops(chosen) else CoverRow
    net = "net of returns" if stock.by_lines else "before returns, as refunds name no SKU"
    return Table(
        "cover",
        "Best sellers by days of cover",
        made,
        [_cover(item, made, stock) for item in chosen],
        f"Available: on hand less committed. Net sales of the 28 days, {net}.",
        keys=2 if shops(chosen) else 1,
        heat={"days_of_cover": [_heat(item, stock) for item in chosen]},
        legend=LEGEND if stock.told else {},
    )


def _heat(item: Item, stock: Stock) -> Heat:
    return HEATS.get(item.band, Heat.NONE) if stock.told else Heat.NONE


def _cover(item: Item, made: type[CoverRow], stock: Stock) -> CoverRow:
    sku = item.sku
    return made(
        shop_of(item, made),
        sku.sku,
        sku.title,
        item.abc,
        item.xyz,
        item.cover,
        item.band.value if stock.told else None,
        sku.on_hand,
        sku.committed,
        sku.available,
        item.coming,
        sku.expected,
        sku.units,
        item.days,
        item.velocity if stock.told else None,
        sku.net_sales,
        _reason(item, stock),
    )


def shop_of(item: Item, made: type) -> str:
    """The shop as a row names it: a nameless one only needs a word beside others."""
    return item.sku.shop or (UNNAMED if made.__name__.startswith("Shop") else "")


def _reason(item: Item, stock: Stock) -> str | None:
    if item.cover is not None:
        return None
    return _WHY.get(item.band) if stock.told else "n/a"
