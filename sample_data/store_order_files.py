"""The orders and the transactions export."""

from collections.abc import Iterator
from datetime import datetime

from store_clock import stamp
from store_csv import Row, true, usd, yes
from store_money import TAX
from store_orders import CARD, MAIN, OUTLET, PENDING, POS, Line, Order

_FIRST_NAME = 1000
_FIRST_ID, _ID_STEP = {MAIN: 6100200000000, OUTLET: 6200700000000}, 8191
_FIRST_TRANSACTION = 7300500000000
# A payment provider doubts about one order in a hundred.
_DOUBTED = 97
_DEBIT = 3


def order_rows(orders: list[Order]) -> Iterator[Row]:
    """Yield the rows of every order, newest order first as Shopify does."""
    for order in reversed(orders):
        first, *others = order.lines
        yield _header(order) | _buyer(order) | _line(first)
        for line in others:
            yield {"Name": order_name(order)} | _line(line)


def order_name(order: Order) -> str:
    """Return the name that people see."""
    return f"#{order.store}{_FIRST_NAME + order.number}"


def _header(order: Order) -> Row:
    owed = order.status == PENDING and not order.cancelled_at
    return _totals(order) | {
        "Name": order_name(order),
        "Id": str(_FIRST_ID[order.store] + order.number * _ID_STEP),
        "Financial Status": order.status,
        "Paid at": stamp(order.paid_at),
        "Fulfillment Status": _sent(order),
        "Fulfilled at": stamp(order.fulfilled_at),
        "Created at": stamp(order.created),
        "Cancelled at": stamp(order.cancelled_at),
        "Payment Method": order.gateway,
        "Outstanding Balance": usd(order.total if owed else 0),
        "Tags": order.tags,
        "Risk Level": "Low" if order.number % _DOUBTED else "Medium",
        "Source": order.source,
    }


def _totals(order: Order) -> Row:
    return {
        "Currency": "USD",
        "Subtotal": usd(order.subtotal),
        "Shipping": usd(order.shipping),
        "Taxes": usd(order.taxes),
        "Total": usd(order.total),
        "Discount Code": order.code,
        "Discount Amount": usd(order.figure),
        "Shipping Method": order.method,
        "Refunded Amount": usd(order.refunded),
        "Tax 1 Name": _tax_name(order),
        "Tax 1 Value": usd(order.taxes or None),
    }


def _tax_name(order: Order) -> str:
    if not order.taxes:
        return ""
    percent = f"{TAX[order.province] / 1000:.3f}".rstrip("0").rstrip(".")
    return f"{order.province} State Tax {percent}%"


def _sent(order: Order) -> str:
    if order.fulfilled_at:
        return "fulfilled"
    return "partial" if any(line.fulfilled for line in order.lines) else "unfulfilled"


def _buyer(order: Order) -> Row:
    person = order.person
    if person is None:
        return {"Accepts Marketing": "no"}
    place = {"City": person.town, "Province": person.province, "Country": "US"}
    address = {"Name": person.name} | place
    row = {"Email": person.email, "Accepts Marketing": yes(person.accepts)}
    row |= {f"Billing {key}": value for key, value in address.items()}
    if order.source != POS:
        row |= {f"Shipping {key}": value for key, value in address.items()}
    return row


def _line(line: Line) -> Row:
    variant = line.variant
    return {
        "Lineitem quantity": str(line.quantity),
        "Lineitem name": variant.line_name,
        "Lineitem price": usd(variant.price),
        "Lineitem compare at price": usd(variant.compare_at),
        "Lineitem sku": variant.sku,
        "Lineitem requires shipping": true(not variant.is_gift),
        "Lineitem taxable": true(not variant.is_gift),
        "Lineitem fulfillment status": "fulfilled" if line.fulfilled else "pending",
        "Lineitem discount": usd(line.discount),
        "Vendor": variant.vendor,
    }


def transaction_rows(orders: list[Order]) -> Iterator[Row]:
    """Yield payments and refunds by order, newest order first."""
    number = _FIRST_TRANSACTION + len(orders) * 3
    for order in reversed(orders):
        for kind, moment, amount, status in _movements(order):
            number -= 1
            yield {
                "Order": order_name(order),
                "Transaction ID": str(number),
                "Kind": kind,
                "Processed at": stamp(moment),
                "Amount": usd(amount),
                "Currency": "USD",
                "Status": status,
                "Gateway": order.gateway.lower().replace(" ", "_"),
                "Card Type": _card(order),
            }


def _movements(order: Order) -> Iterator[tuple[str, datetime, int, str]]:
    if order.failed_at:
        yield "sale", order.failed_at, order.total, "failure"
    if order.paid_at:
        yield "sale", order.paid_at, order.total, "success"
    for moment, amount in order.refunds:
        yield "refund", moment, amount, "success"


def _card(order: Order) -> str:
    if order.gateway != CARD:
        return ""
    return "credit" if order.number % _DEBIT else "debit"
