"""What an order costs: discounts, shipping and tax, each the way the export shows it."""

from store_dice import Dice
from store_orders import DRAFT, POS, Order
from store_people import SHOP
from store_rhythm import RACING

# Parcels are free from 99 USD; what weighs more than 9 kg costs more.
FREE_FROM = 9900
_PARCEL, _HEAVY, _HEAVY_FROM = 795, 1295, 9000
# State sales tax in thousandths of a percent, where the store has to collect it.
TAX = {
    "IL": 6250,
    "WI": 5000,
    "IN": 7000,
    "IA": 6000,
    "MO": 4225,
    "MI": 6000,
    "MN": 6875,
    "OH": 5750,
}
_WHOLE = 100_000

# In thousandths of all orders: a reduced line, a reduced line beside a code, a code alone.
_LINE_ONLY, _LINE_AND_CODE, _CODE = 12, 5, 86
_FREE_SHIPPING = 250
FREE_SHIPPING = "FREESHIP"
_PERCENT = {"WELCOME10": 10, "RACE15": 15, "TRADE8": 8, "SAVE5": 5}
_FIXED, _FIXED_CENTS, _FIXED_FROM = "TAKE20", 2000, 12_000
_FIXED_SHARE = 200
_LINE_PERCENT = (10, 15, 20)


def settle(order: Order, dice: Dice, *, new: bool) -> None:
    """Work out discounts, shipping and tax of a drawn order."""
    offer = dice.below(1000)
    if order.gifts:
        offer = 1000  # gift cards are never part of an offer
    if offer < _LINE_ONLY + _LINE_AND_CODE:
        _reduce_line(order, dice, also_code=offer >= _LINE_ONLY)
    elif offer < _LINE_ONLY + _LINE_AND_CODE + _CODE:
        _use_code(order, dice, new=new)
    _ship(order)
    _tax(order)


def _reduce_line(order: Order, dice: Dice, *, also_code: bool) -> None:
    line = dice.pick(order.lines)
    line.discount = _share(line.amount, dice.pick(_LINE_PERCENT))
    # Shopify's figure is the line discounts where nothing else was given, else the code's own part.
    order.figure = order.reduction = line.discount
    if also_code:
        order.code, order.figure = "SAVE5", _share(order.gross - line.discount, _PERCENT["SAVE5"])
        order.reduction = line.discount + order.figure


def _use_code(order: Order, dice: Dice, *, new: bool) -> None:
    _ship(order)
    if order.shipping and dice.chance(_FREE_SHIPPING):
        order.code, order.figure = FREE_SHIPPING, order.shipping
        return
    if order.gross >= _FIXED_FROM and dice.chance(_FIXED_SHARE):
        order.code, order.figure = _FIXED, _FIXED_CENTS
    else:
        order.code = _percent_code(order, new=new)
        order.figure = _share(order.gross, _PERCENT[order.code])
    order.reduction = order.figure


def _percent_code(order: Order, *, new: bool) -> str:
    if order.person and order.person.kind == SHOP:
        return "TRADE8"
    if new:
        return "WELCOME10"
    return "RACE15" if order.created.month in RACING else "SAVE5"


def _share(amount: int, percent: int) -> int:
    return (amount * percent + 50) // 100


def _ship(order: Order) -> None:
    grams = sum(line.variant.grams * line.quantity for line in order.lines)
    if order.source == POS or not grams:
        return
    order.shipping, order.method = _rate(grams)
    if order.subtotal >= FREE_FROM:
        order.shipping, order.method = 0, "Free from 99"
    elif order.code == FREE_SHIPPING:
        order.shipping = 0
    elif order.source == DRAFT:
        order.method = "Store delivery"


def _rate(grams: int) -> tuple[int, str]:
    return (_HEAVY, "Heavy parcel") if grams >= _HEAVY_FROM else (_PARCEL, "Standard")


def _tax(order: Order) -> None:
    if order.person and order.person.exempt:
        return
    order.taxes = (order.goods * TAX.get(order.province, 0) + _WHOLE // 2) // _WHOLE
