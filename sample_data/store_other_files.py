"""The products, inventory, customers, segments and targets exports."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from store_catalog import Variant
from store_csv import Row, true, usd, yes
from store_orders import Order
from store_people import DIY, ENTHUSIAST, SHOP, Person
from store_stock import Stock

# Every so many products: a second picture (a row of its own), a description of several lines.
_TWO_PICTURES, _LONG_TEXT = 12, 25
# What the list of segments calls each kind; it knows nothing of the others.
_SEGMENTS = {SHOP: "shop", ENTHUSIAST: "enthusiast", DIY: "DIY"}
# One address in so many stands there as its owner wrote it, capitals and all.
_WRITTEN = 40
_PICTURES = "https://images.example.com"
_BINS, _BIN_SHELVES = "ABCDEF", 24


def product_rows(variants: list[Variant]) -> Iterator[Row]:
    """Yield each product: its first variant in full, then the others, then extra pictures."""
    products = groupby(variants, key=lambda variant: variant.handle)
    for number, (handle, found) in enumerate(products):
        first, *others = found
        yield _variant(first) | _product(first, number)
        for variant in others:
            yield _variant(variant)
        if number % _TWO_PICTURES == 0:
            yield {"Handle": handle, "Image Src": _picture(handle, 2), "Image Position": "2"}


def _product(variant: Variant, number: int) -> Row:
    return {
        "Title": variant.title,
        "Body (HTML)": _text(variant, number),
        "Vendor": variant.vendor,
        "Type": variant.kind,
        "Tags": variant.kind.lower().replace(" and ", ", "),
        "Published": "true",
        "Option1 Name": variant.size,
        "Image Src": _picture(variant.handle, 1),
        "Image Position": "1",
        "Gift Card": true(variant.is_gift),
        "Status": "active",
    }


def _text(variant: Variant, number: int) -> str:
    first = f"<p>{variant.title}, from our own shelf.</p>"
    if number % _LONG_TEXT:
        return first
    return f'{first}\n<ul>\n<li>Made by "{variant.vendor}"</li>\n<li>Fits, or returned</li>\n</ul>'


def _picture(handle: str, number: int) -> str:
    return f"{_PICTURES}/{handle}-{number}.jpg"


def _variant(variant: Variant) -> Row:
    return {
        "Handle": variant.handle,
        "Option1 Value": variant.size_value,
        "Variant SKU": variant.sku,
        "Variant Grams": str(variant.grams),
        "Variant Inventory Tracker": "" if variant.is_gift else "shopify",
        "Variant Inventory Policy": "deny",
        "Variant Fulfillment Service": "manual",
        "Variant Price": usd(variant.price),
        "Variant Compare At Price": usd(variant.compare_at),
        "Variant Requires Shipping": true(not variant.is_gift),
        "Variant Taxable": true(not variant.is_gift),
        "Variant Weight Unit": "g",
        "Cost per item": usd(variant.cost),
    }


def inventory_rows(stocks: list[Stock]) -> Iterator[Row]:
    """Yield one row for each variant and location."""
    for number, stock in enumerate(stocks):
        variant = stock.variant
        yield {
            "Handle": variant.handle,
            "Title": variant.title,
            "Option1 Name": variant.size,
            "Option1 Value": variant.size_value,
            "SKU": variant.sku,
            "Location": stock.location,
            "Bin name": f"{_BINS[number % len(_BINS)]}-{number % _BIN_SHELVES + 1:02d}",
            "Incoming (not editable)": str(stock.incoming),
            "Unavailable (not editable)": str(stock.unavailable),
            "Committed (not editable)": str(stock.committed),
            "Available (not editable)": str(stock.available),
            "On hand (current)": str(stock.on_hand),
        }


def customer_rows(everyone: list[Person], orders: list[Order]) -> Iterator[Row]:
    """Yield every customer with what the orders file says they ordered and kept."""
    count, spent = Counter[int](), Counter[int]()
    for order in orders:
        if order.person:
            count[order.person.number] += 1
            spent[order.person.number] += order.total - order.refunded if order.paid_at else 0
    for person in everyone:
        yield _person(person) | {
            "Total Spent": usd(spent[person.number]),
            "Total Orders": str(count[person.number]),
        }


def _person(person: Person) -> Row:
    return {
        # The apostrophe keeps spreadsheets from rounding the number; Shopify writes it too.
        "Customer ID": f"'{person.ident}",
        "First Name": person.first,
        "Last Name": person.last,
        "Email": person.email,
        "Accepts Email Marketing": yes(person.accepts),
        "Default Address Company": person.company,
        "Default Address City": person.town,
        "Default Address Province Code": person.province,
        "Default Address Country Code": "US",
        "Accepts SMS Marketing": "no",
        "Tax Exempt": yes(person.exempt),
        "Tags": person.tags,
    }


def segment_rows(everyone: list[Person]) -> Iterator[Row]:
    """Yield the e-mail and segment of all whose kind somebody noted down."""
    listed = (person for person in everyone if person.kind in _SEGMENTS)
    for number, person in enumerate(listed):
        email = person.email if number % _WRITTEN else person.email.title()
        yield {"Email": email, "Segment": _SEGMENTS[person.kind]}


def target_rows(months: list[tuple[str, int]]) -> Iterator[Row]:
    """Yield one target a month for both stores together, in whole dollars."""
    for period, cents in months:
        value = str(cents // 100)
        yield {"period": period, "scope": "shop", "metric": "net_sales", "value": value}
