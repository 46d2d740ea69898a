"""What the store keeps beside its sales: stock by day, supply, purchases, parcels, checkouts."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from store_carts import Cart
from store_catalog import Variant
from store_clock import TODAY, stamp
from store_csv import Row, usd, yes
from store_history import DAYS, History
from store_order_files import order_name
from store_orders import Line
from store_parcels import Parcel
from store_purchases import Purchase

_MAIN, _COUNTER = "Main warehouse", "Counter"
_FIRST_PARCEL, _PARCEL_STEP = 4410700000000, 613
_FIRST_CART, _CART_STEP = 8800300000000, 4099
_URL = "https://shop.example.com/checkouts"
# What a thing costs where the product file does not know it: percent of its price.
_COST = 58
# One address in so many stands there as its owner typed it.
_TYPED = 25


def stock_rows(histories: list[History]) -> Iterator[Row]:
    """Yield the stock of each variant and place at the end of each day, oldest day first."""
    for days in range(DAYS, 0, -1):
        day = TODAY - timedelta(days=days)
        for history in histories:
            yield from _stock(history, day)


def _stock(history: History, day: date) -> Iterator[Row]:
    available = history.available[day]
    counter = min(history.counter, available)
    held = history.committed[day] + history.unavailable
    places = [(_MAIN, available - counter, held)]
    if history.counter:
        places.append((_COUNTER, counter, 0))
    for place, free, kept in places:
        yield {
            "date": str(day),
            "sku": history.variant.sku,
            "location": place,
            "on_hand": str(free + kept),
            "available": str(free),
        }


def supply_rows(histories: Iterable[History]) -> Iterator[Row]:
    """Yield how each variant is bought."""
    for supply in (history.supply for history in histories):
        supplier = supply.supplier
        yield {
            "sku": supply.variant.sku,
            "supplier": supplier.name,
            "lead_time_days": str(supplier.lead_days),
            "lead_time_sd": _tenths(supplier.lead_sd) if supply.has_sd else "",
            "pack_size": str(supply.pack),
            "moq": str(supply.moq),
            "unit_cost": usd(supply.variant.cost),
            "review_days": str(supplier.weeks * 7),
        }


def _tenths(number: int) -> str:
    return f"{number // 10}.{number % 10}"


def purchase_rows(found: list[tuple[str, Purchase]]) -> Iterator[Row]:
    """Yield the lines of purchase orders, oldest order first."""
    for number, purchase in found:
        for variant, units in purchase.lines:
            yield {
                "po_number": number,
                "sku": variant.sku,
                "supplier": purchase.supplier.name,
                "order_date": str(purchase.ordered),
                "expected_date": str(purchase.expected),
                "received_date": str(purchase.received or ""),
                "quantity_ordered": str(units),
                "quantity_received": str(units) if purchase.received else "0",
                "unit_cost": usd(_cost(variant)),
                "currency": "USD",
            }


def _cost(variant: Variant) -> int:
    return variant.cost or variant.price * _COST // 100


def parcel_rows(found: Iterable[Parcel]) -> Iterator[Row]:
    """Yield one row for each parcel."""
    for number, parcel in enumerate(found, start=1):
        yield {
            "fulfillment_id": str(_FIRST_PARCEL + number * _PARCEL_STEP),
            "order_number": order_name(parcel.order),
            "created_at": stamp(parcel.packed),
            "shipped_at": stamp(parcel.shipped),
            "delivered_at": stamp(parcel.delivered),
            "status": "delivered" if parcel.delivered else "in_transit",
            "carrier": parcel.carrier,
            "tracking_number": parcel.tracking,
        }


def cart_rows(carts: list[Cart]) -> Iterator[Row]:
    """Yield the rows of every checkout, newest first: its own beside its first line."""
    for number, cart in zip(range(len(carts), 0, -1), carts, strict=True):
        ident = str(_FIRST_CART + number * _CART_STEP)
        first, *others = cart.asked.lines
        yield _cart(cart, ident, number) | _line(first)
        for line in others:
            yield {"Id": ident} | _line(line)


def _cart(cart: Cart, ident: str, number: int) -> Row:
    asked = cart.asked
    return _buyer(cart, number) | {
        "Id": ident,
        "Created at": stamp(asked.created),
        "Updated at": stamp(_touched(asked.created, number)),
        "Currency": "USD",
        "Subtotal": usd(asked.subtotal),
        "Shipping": usd(asked.shipping),
        "Taxes": usd(asked.taxes),
        "Total": usd(asked.total),
        "Discount Code": asked.code,
        "Discount Amount": usd(asked.figure),
        "Email Sent at": stamp(cart.reminded),
        "Abandoned Checkout URL": f"{_URL}/{ident}/recover",
    }


def _touched(begun: datetime, number: int) -> datetime:
    """Return when somebody last typed something: within ten minutes."""
    return begun + timedelta(seconds=20 + number * 37 % 560)


def _buyer(cart: Cart, number: int) -> Row:
    person = cart.asked.person
    if person is None:
        return {"Accepts Marketing": "no", "Accepts SMS Marketing": "no"}
    mail = person.email if number % _TYPED else person.email.title()
    return {
        "Email": mail if cart.mail else "",
        "Phone": cart.phone,
        "Accepts Marketing": yes(person.accepts),
        "Accepts SMS Marketing": yes(cart.texts),
        "Billing Name": person.name,
        "Billing City": person.town,
        "Billing Province": person.province,
        "Billing Country": "US",
    }


def _line(line: Line) -> Row:
    return {
        "Lineitem quantity": str(line.quantity),
        "Lineitem name": line.variant.line_name,
        "Lineitem price": usd(line.variant.price),
        "Lineitem sku": line.variant.sku,
    }
