"""What heatmap says in words: headline, metrics, and what must be said beside the numbers."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.stock._heatmap.bands import URGENT, Band
from salesops.commands.stock._heatmap.item import Item
from salesops.commands.stock._heatmap.shelf import NEW, SPAN, Stock
from salesops.commands.trust import one_of_several_currencies
from salesops.models.compare import ratio
from salesops.result import Metric
from salesops.units import Unit, counted, text


def headline(stock: Stock, least: float) -> str:
    """How many best sellers are out or run out, and what that costs."""
    db = stock.asked.db
    if not stock.told:
        return "Days of cover need every order: ask without --where."
    if stale := db.stale(stock.window):
        return stale.message
    best = [item for item in stock.items if item.abc == "A"]
    if not best:
        return f"Nothing was sold in the {SPAN} full days before today."
    gone = sum(item.band is Band.OUT for item in best)
    low = sum(_runs_low(item, least) for item in best)
    at = f" at {stock.location}" if stock.location else ""
    said = (
        f"Of {counted(len(best), 'class A SKU')} {gone:,} {'is' if gone == 1 else 'are'} out of "
        f"stock{at} and {low:,} more {'lasts' if low == 1 else 'last'} less than {least:g} days"
    )
    return f"{said}{_losing(stock)}."


def _runs_low(item: Item, least: float) -> bool:
    return item.band is not Band.OUT and item.cover is not None and item.cover < least


def _losing(stock: Stock) -> str:
    lost = sum((item.lost_a_day for item in stock.out), Decimal(0))
    if not lost:
        return ""
    currency = stock.asked.db.book.currency
    unit = f" {currency}" if currency else ""
    money = text(lost, Unit.MONEY, currency)
    return f"; what is out of stock loses about {money}{unit} a day (estimate)"


def metrics(stock: Stock) -> tuple[Metric, ...]:
    """Lost sales, what is out, and what lies dead."""
    if not stock.told:
        return ()
    whole = stock.location is None
    lost = sum((row.lost for row in stock.lost.values()), Decimal(0)) if whole else None
    a_day = sum((item.lost_a_day for item in stock.out), Decimal(0)) if whole else None
    sold = sum((item.sku.sales for item in stock.items), Decimal(0))
    share = ratio(lost, sold + lost) if lost is not None and sold + lost > 0 else None
    urgent = sum(item.abc == "A" and item.band in URGENT for item in stock.items)
    return (
        Metric(
            "out_of_stock", "Out of stock, lately sold", len(stock.out), Unit.COUNT, good="down"
        ),
        Metric("urgent", "Class A out or under 7 days", urgent, Unit.COUNT, good="down"),
        Metric("lost_a_day", "Lost a day (estimate)", a_day, Unit.MONEY, good="down"),
        Metric("lost_sales", "Lost in 28 days (estimate)", lost, Unit.MONEY, good="down"),
        Metric(
            "lost_sales_share",
            "Share of sales lost (estimate)",
            share,
            Unit.PERCENT,
            good="down",
        ),
        Metric("stock_value", "Stock value", value(stock.items), Unit.MONEY, good=""),
        Metric("dead_stock", "Dead stock value", value(stock.dead), Unit.MONEY, good="down"),
    )


def value(items: list[Item]) -> Decimal | None:
    """What these are worth, as far as cost or price is known; None where it is of none."""
    held = [i for i in items if i.sku.goods and i.held > 0]
    known = [i.value for i in held if i.value is not None]
    return None if held and not known else sum(known, Decimal(0))


def notes(stock: Stock) -> Iterator[str]:
    """What a reader must know to trust the numbers."""
    if not stock.told:
        yield "Under --where no cover and no lost sales are told: stock is of all orders."
        return
    yield from _pace(stock)
    yield from _coverage(stock)
    if one_of_several_currencies(stock.asked.db):
        yield (
            "Orders in other currencies are left out, and the same stock serves them: it sells "
            "faster, and lasts less long, than this says."
        )
    yield "Stock is as the inventory export has it, which bears no date."
    yield from _gaps(stock)


def _pace(stock: Stock) -> Iterator[str]:
    known = sum(item.sku.days_known > 0 for item in stock.items)
    if not known:
        why = "no stock history" if not stock.asked.has("stock_history") else "none in its days"
        yield (
            f"Units a day are over calendar days, in stock or not ({why}): what was sold out "
            "sells faster than this says. Days out count from the last sale."
        )
    elif known < len(stock.items):
        yield (
            f"{known:,} of {len(stock.items):,} SKUs have a stock history: their units a day are "
            "over days in stock, those of the others over calendar days."
        )
    new = [i for i in stock.items if i.sku.units > 0 and i.days < SPAN - i.sku.days_out]
    days = (stock.today - stock.start).days
    if days < SPAN:
        yield f"The data begins {stock.first}: units a day are over {counted(days, 'day')}."
    elif new:
        yield (
            f"{counted(len(new), 'SKU')} first sold in these days: units a day since, over {NEW} "
            "days at the least."
        )


def _coverage(stock: Stock) -> Iterator[str]:
    if stock.location is not None:
        whose = "the orders that name it" if stock.named else "the orders that name no location"
        yield (
            f"Stock of {stock.location}; sales of {whose}. Lost sales are of no one location: "
            "another may have it."
        )
    missing = [i for i in stock.items if not i.sku.stocked and i.sku.goods]
    sales = sum((i.sku.net_sales for i in missing), Decimal(0))
    if missing and stock.location is None:
        money = text(sales, Unit.MONEY, stock.asked.db.book.currency)
        yield (
            f"{counted(len(missing), 'SKU')} sold in these days without a row in the inventory, "
            f"{money} of net sales: no cover is told of them."
        )
    if sold_on := sum(i.sku.oversell and (i.sku.available or 0) <= 0 for i in stock.items):
        yield f"{counted(sold_on, 'SKU')} without stock sell on and are not counted as out."
    below = sum((i.sku.available or 0) < 0 for i in stock.items)
    if below:
        yield f"{counted(below, 'SKU')} have less than nothing available: promised or miscounted."


def _gaps(stock: Stock) -> Iterator[str]:
    if not stock.asked.has("products"):
        yield "No export of products: stock has no value, and digital goods are not told apart."
    if not stock.asked.has("purchase_orders"):
        yield "No export of purchase orders: when more arrives is not known."
    unpriced = sum(i.value is None and i.held > 0 and i.sku.goods for i in stock.items)
    if unpriced and stock.asked.has("products"):
        yield f"{counted(unpriced, 'SKU')} have neither cost nor price: in no value."
