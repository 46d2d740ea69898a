"""The rows of the analytics and search exports."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

import store_headers as headers
from store_catalog import Shelf
from store_csv import Row, usd, write
from store_orders import Order
from store_outlet import OPENED
from store_search import SITE, Found, searches
from store_views import Looked, views
from store_visits import SINCE, Visit, visits

Days = list[tuple[date, list[Visit]]]


def write_traffic(out: Path, shelf: Shelf, orders: list[Order], outlet: list[Order]) -> None:
    """Write what analytics and the search console know of both web shops."""
    days = list(visits(orders, SINCE))
    pages = visit_rows(days, headers.PAGE_VISITS[1:3], lambda visit: (visit.page, visit.channel))
    write(out / "ga4_landing_pages.csv", headers.PAGE_VISITS, pages)
    devices = visit_rows(days, headers.DEVICE_VISITS[1:2], lambda visit: (visit.device,))
    write(out / "ga4_devices.csv", headers.DEVICE_VISITS, devices)
    write(out / "ga4_items.csv", headers.ITEMS, item_rows(views(shelf, days)))
    write(out / "search_console.csv", headers.SEARCH, search_rows(searches()))
    second = list(visits(outlet, OPENED, "outlet"))
    channels = visit_rows(second, headers.CHANNEL_VISITS[1:2], lambda visit: (visit.channel,))
    write(out / "outlet_ga4_channels.csv", headers.CHANNEL_VISITS, channels)


def visit_rows(
    days: Days, names: Iterable[str], split: Callable[[Visit], tuple[str, ...]]
) -> Iterator[Row]:
    """Yield the visits of each day, split by something."""
    named = tuple(names)
    for day, found in days:
        groups: dict[tuple[str, ...], list[Visit]] = defaultdict(list)
        for visit in found:
            groups[split(visit)].append(visit)
        for key in sorted(groups):
            yield {
                "Date": f"{day:%Y%m%d}",
                **dict(zip(named, key, strict=True)),
                **_sums(groups[key]),
            }


def _sums(found: list[Visit]) -> Row:
    bought = [visit.bought for visit in found if visit.bought]
    counts = {
        "Sessions": len(found),
        "Engaged sessions": sum(visit.engaged for visit in found),
        "Active users": max(sum(not visit.again for visit in found), 1),
        "Add to carts": sum(visit.cart for visit in found),
        "Checkouts": sum(visit.checkout for visit in found),
        "Ecommerce purchases": len(bought),
    }
    money = {"Total revenue": usd(sum(order.subtotal for order in bought))}
    return {name: str(count) for name, count in counts.items()} | money


def item_rows(looked: Iterable[Looked]) -> Iterator[Row]:
    """Yield what was done with each item."""
    for one in looked:
        yield {
            "Date": f"{one.day:%Y%m%d}",
            "Item name": one.variant.line_name,
            "Item ID": one.variant.sku,
            "Item category": one.variant.kind,
            "Items viewed": str(one.viewed),
            "Items added to cart": str(one.added),
            "Items checked out": str(one.checked_out),
            "Items purchased": str(one.purchased),
            "Item revenue": usd(one.cents),
        }


def search_rows(found: Iterable[Found]) -> Iterator[Row]:
    """Yield how each query was found."""
    for one in found:
        share = one.clicks * 10_000 // one.impressions if one.impressions else 0
        yield {
            "Date": f"{one.day}",
            "Query": one.query.text,
            "Page": SITE + one.query.page,
            "Clicks": str(one.clicks),
            "Impressions": str(one.impressions),
            "CTR": f"{share // 100}.{share % 100:02d}%",
            "Position": f"{one.hundredths // 100}.{one.hundredths % 100:02d}",
        }
