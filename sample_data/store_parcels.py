"""Parcels: one for each order of the last months that was sent, half sent ones too."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from store_clock import AS_OF, TODAY, at
from store_dice import Dice
from store_moves import sent_at
from store_orders import DRAFT, POS, Order

SINCE_DAYS = 120
OWN_VAN, HEAVY, NEAR, FAR = "Own van", "Redline Freight", "Prairie Parcel", "Lakes Express"
_HEAVY_FROM = 9000
# Days on the way: the van comes the next day, neighbours wait one to three, the others up to five.
_DAYS = {OWN_VAN: (1, 1), NEAR: (1, 3), FAR: (2, 5), HEAVY: (2, 5)}
_HOME = ("IL", "WI", "IN", "IA")
_SUNDAY = 6
_PACKED_BEFORE = (5, 50)
_DOOR_OPENS, _DOOR_MINUTES = 9 * 60, 10 * 60
_PREFIX = {OWN_VAN: "VAN", HEAVY: "RLF", NEAR: "PRP", FAR: "LKX"}
_FIRST_LABEL, _LABEL_STEP = 410_000_000, 7
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Parcel:
    """One parcel; without a day of delivery while it is on its way."""

    order: Order
    packed: datetime
    shipped: datetime
    delivered: datetime | None
    carrier: str
    tracking: str


def parcels(orders: list[Order]) -> Iterator[Parcel]:
    """Yield the parcel of each order that was sent, by the order's number."""
    since = at(TODAY - SINCE_DAYS * _DAY, 0)
    for order in orders:
        shipped = _shipped(order)
        if shipped and shipped >= since:
            yield _parcel(order, shipped, Dice(7, order.number))


def _shipped(order: Order) -> datetime | None:
    """Return when the first line that needs a parcel left; what is sold at the counter needs none.

    A test is no parcel, and neither is a gift card.
    """
    if order.source == POS or not order.counts:
        return None
    goods = (line for line in order.lines if not line.variant.is_gift)
    return min((sent for line in goods if (sent := sent_at(order, line))), default=None)


def _parcel(order: Order, shipped: datetime, dice: Dice) -> Parcel:
    carrier = _carrier(order)
    packed = shipped - timedelta(minutes=dice.between(*_PACKED_BEFORE))
    arrives = _arrives(shipped, dice.between(*_DAYS[carrier]), dice)
    back = min((moment for moment, _ in order.refunds), default=AS_OF)
    while arrives >= back > shipped + _DAY and back < AS_OF:  # it came before it went back
        arrives -= _DAY
    return Parcel(
        order=order,
        packed=max(packed, order.created),
        shipped=shipped,
        delivered=arrives if arrives < AS_OF else None,
        carrier=carrier,
        tracking=f"{_PREFIX[carrier]}{_FIRST_LABEL + order.number * _LABEL_STEP}",
    )


def _carrier(order: Order) -> str:
    if order.source == DRAFT and order.province == _HOME[0]:
        return OWN_VAN
    if sum(line.variant.grams * line.quantity for line in order.lines) >= _HEAVY_FROM:
        return HEAVY
    return NEAR if order.province in _HOME else FAR


def _arrives(shipped: datetime, days: int, dice: Dice) -> datetime:
    day = shipped.date() + days * _DAY
    day += _DAY * (day.weekday() == _SUNDAY)
    return at(day, 60 * (_DOOR_OPENS + dice.below(_DOOR_MINUTES)))
