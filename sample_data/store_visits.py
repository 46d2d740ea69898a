"""Visits to the web shop as analytics counts them: where they came from, what became of them."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from store_clock import TODAY
from store_dice import Dice
from store_orders import MAIN, TEST_GATEWAY, TEST_TAG, WEB, Order

SINCE = TODAY - timedelta(days=97)
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_KEY = {MAIN: 31, "outlet": 32}
# Of a thousand: orders that analytics sees, since some visitors decline its cookies; visits that
# buy; visits of today that had come by the export's moment.
_CONSENT, _BUY, _BY_NOW = 945, 27, 600
# Expected visits follow the orders of the same weekday in the weeks around.
_AROUND = 4
_NOISE = (965, 1035)
# Of a thousand visits that do not buy: engaged, of somebody who came before on that day, with a
# cart; and of those with a cart how many begin a checkout.
_ENGAGED, _AGAIN, _CART, _CHECKOUT = 560, 120, 52, 400
DEVICES, _DEVICES = ("mobile", "desktop", "tablet"), (560, 390, 50)
CHANNELS = ("Organic Search", "Direct", "Paid Search", "Email", "Organic Social")
# fmt: off
# Each landing page: how many visits begin there by channel, and how readily they buy.
PAGES = {
    "/":                                    ((60, 95, 10, 18, 8), 11),
    "/collections/brakes":                  ((48, 10, 30, 8, 2), 12),
    "/collections/oil":                     ((44, 9, 14, 10, 1), 13),
    "/collections/fuel-and-air":            ((34, 8, 16, 6, 3), 11),
    "/collections/ignition":                ((30, 6, 10, 4, 1), 11),
    "/collections/suspension":              ((26, 5, 22, 3, 5), 8),
    "/collections/cooling":                 ((24, 5, 8, 3, 1), 11),
    "/collections/electrical":              ((28, 6, 9, 3, 1), 10),
    "/collections/tools":                   ((16, 4, 6, 5, 2), 10),
    "/collections/sale":                    ((6, 10, 4, 34, 9), 14),
    "/products/korvale-street-carburetor":  ((22, 4, 14, 1, 2), 9),
    "/pages/fitment-guide":                 ((30, 4, 0, 1, 6), 6),
    "/blogs/garage/how-to-bleed-brakes":    ((72, 4, 0, 1, 10), 2),
    "(not set)":                            ((3, 6, 1, 1, 0), 0),
}
# fmt: on
_OUTLET = {"/": ((18, 40, 12, 22, 6), 10)}


@dataclass
class Visit:
    """One session."""

    page: str
    channel: str
    device: str
    engaged: bool
    again: bool
    cart: bool = False
    checkout: bool = False
    bought: Order | None = None


def visits(
    orders: list[Order], since: date, store: str = MAIN
) -> Iterator[tuple[date, list[Visit]]]:
    """Yield the visits of each day until today so far."""
    web = [o for o in orders if o.source == WEB and not _is_test(o)]
    by_day: dict[date, list[Order]] = {}
    for order in web:
        by_day.setdefault(order.created.date(), []).append(order)
    day = since
    while day <= TODAY:
        dice = Dice(_KEY[store], day.toordinal())
        yield day, _of_day(dice, by_day.get(day, []), _expected(dice, by_day, day), store)
        day += _DAY


def _is_test(order: Order) -> bool:
    return order.gateway == TEST_GATEWAY or order.tags == TEST_TAG


def _expected(dice: Dice, by_day: dict[date, list[Order]], day: date) -> int:
    """Return how many come: as many as the orders of such days, not of this one, tell."""
    near = [day + _WEEK * n for n in range(-_AROUND, _AROUND + 1)]
    seen = [len(by_day[near_]) for near_ in near if near_ in by_day and near_ < TODAY]
    many = sum(seen) * 1000 * 1000 // (len(seen) * _BUY) if seen else 0
    many = many * dice.between(*_NOISE) // 1000
    return (many * _BY_NOW // 1000 if day == TODAY else many) // 1000


def _of_day(dice: Dice, orders: Sequence[Order], many: int, store: str) -> list[Visit]:
    pages = _OUTLET if store != MAIN else PAGES
    cells = [
        (page, channel, weight)
        for page, (weights, _) in pages.items()
        for channel, weight in zip(CHANNELS, weights, strict=True)
        if weight
    ]
    edges = list(accumulate(weight for *_, weight in cells))
    found = [
        _visit(dice, *cells[bisect_right(edges, dice.below(edges[-1]))][:2]) for _ in range(many)
    ]
    for order in orders:
        if dice.chance(_CONSENT):
            _buys(dice, found, order, pages)
    return found


def _visit(dice: Dice, page: str, channel: str) -> Visit:
    device = dice.weighted(DEVICES, _DEVICES)
    cart = dice.chance(_CART)
    return Visit(
        page, channel, device, dice.chance(_ENGAGED), dice.chance(_AGAIN), cart,
        cart and dice.chance(_CHECKOUT),
    )  # fmt: skip


def _buys(
    dice: Dice, found: list[Visit], order: Order, pages: Mapping[str, tuple[tuple[int, ...], int]]
) -> None:
    """Find the visit that an order ended: one that began on a page whose visitors readily buy."""
    readiest = max(ready for _, ready in pages.values())
    while True:
        visit = dice.pick(found)
        if visit.bought is None and dice.below(readiest) < pages[visit.page][1]:
            visit.bought, visit.cart, visit.checkout, visit.engaged = order, True, True, True
            return
