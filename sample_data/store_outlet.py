"""The outlet: a second store that sells what the first sells least, a quarter off, nothing back."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta

from store_catalog import Shelf, Variant
from store_clock import AS_OF, TODAY, ZONE, after_work, at
from store_dice import Dice
from store_fates import CALM_FROM, pay_and_send, set_sent
from store_money import settle
from store_orders import OUTLET, PAID, PENDING, TRANSFER, WEB, Line, Order
from store_people import Person
from store_rhythm import seconds

OPENED = date(2026, 6, 20)
# Two exports that overlap by two weeks. Both are loaded, as they lie in many a folder.
FIRST_EXPORT = datetime(2026, 8, 31, 10, 20, tzinfo=ZONE)
SECOND_FROM = datetime(2026, 8, 17, tzinfo=ZONE)
_LAST_ORDER = AS_OF - timedelta(hours=1)
_DAY = timedelta(days=1)

_FAMILIES = """AFLT FREG FPMP COIL WIRE PADS CALI BLIN GOIL THRM BELT SHOK BUSH MUFF MATS
    TOOL""".split()
# Monday to Sunday; once in a while one more, but not in the days a reader compares first.
_ORDERS = (4, 3, 3, 3, 3, 2, 2)
_ONE_MORE = 250
_KNOWN = 180
_LINES, _LINE_ODDS = (1, 2, 3), (70, 24, 6)
_PAIR = 180
# Between the two exports two bank transfers arrive and two orders that nobody paid are cancelled.
_TRANSFERS_FROM, _TRANSFERS = date(2026, 8, 26), 4
_ARRIVES, _SENT_AFTER, _GIVEN_UP = 7 * 60, 3 * 60, timedelta(days=3, hours=4)


@dataclass(frozen=True)
class Reduced(Variant):
    """A variant at the outlet's price, which shows the first store's."""

    before: int

    @property
    def compare_at(self) -> int:
        """Return what it costs in the first store."""
        return self.before


def reduced(shelf: Shelf) -> list[Variant]:
    """Return what the outlet sells: of each of its families the variant in least demand."""
    return [_reduced(shelf.families[family]) for family in _FAMILIES]


def _reduced(family: list[Variant]) -> Variant:
    least = [variant for variant in family if variant.demand and variant.cost][-1]
    same = {field.name: getattr(least, field.name) for field in fields(Variant)}
    return Reduced(**same | {"price": least.price * 3 // 4 // 100 * 100 + 99}, before=least.price)


def trade(goods: list[Variant], strangers: list[Person], known: list[Person]) -> list[Order]:
    """Return every order of the outlet, oldest first, numbered from 1."""
    days = (OPENED + n * _DAY for n in range((TODAY - OPENED).days + 1))
    orders = [order for day in days for order in _day(day, goods, strangers, known)]
    for number, order in enumerate(orders, start=1):
        order.number = number
    _plant_transfers(orders)
    return orders


def _day(
    day: date, goods: list[Variant], strangers: list[Person], known: list[Person]
) -> Iterator[Order]:
    dice = Dice(4, day.toordinal())
    more = dice.chance(_ONE_MORE) and day < CALM_FROM
    for second in seconds(_ORDERS[day.weekday()] + more, dice):
        person = dice.pick(known if dice.chance(_KNOWN) else strangers)
        count = dice.weighted(_LINES, _LINE_ODDS)
        chosen = dict.fromkeys(dice.pick(goods) for _ in range(count))
        lines = [Line(variant, 2 if dice.chance(_PAIR) else 1) for variant in chosen]
        order = Order(at(day, second), person, WEB, lines, person.province, store=OUTLET)
        settle(order, dice, new=False)
        pay_and_send(order, dice)
        if order.created < _LAST_ORDER:
            yield order


def _plant_transfers(orders: list[Order]) -> None:
    chosen = [o for o in orders if _TRANSFERS_FROM <= o.created.date() < FIRST_EXPORT.date()]
    for number, order in enumerate(chosen[:_TRANSFERS]):
        order.gateway, order.failed_at = TRANSFER, None
        if number % 2:
            order.status, order.paid_at = PENDING, None
            order.cancelled_at = FIRST_EXPORT + _GIVEN_UP
            set_sent(order, None)
            continue
        order.paid_at = after_work(FIRST_EXPORT, _ARRIVES * (number + 1))
        set_sent(order, after_work(order.paid_at, _SENT_AFTER))


def first_export(orders: list[Order]) -> list[Order]:
    """Return the orders as the first export saw them."""
    return [_as_seen(order) for order in orders if order.created < FIRST_EXPORT]


def second_export(orders: list[Order]) -> list[Order]:
    """Return the orders since two weeks before the first export, as they are now."""
    return [order for order in orders if order.created >= SECOND_FROM]


def _as_seen(order: Order) -> Order:
    """Return the order without what happened after the first export."""
    seen = replace(order, lines=[copy(line) for line in order.lines])
    if not _by_then(seen.paid_at):
        seen.paid_at = None
    if not _by_then(seen.cancelled_at):
        seen.cancelled_at = None
    if not _by_then(seen.fulfilled_at):
        set_sent(seen, None)
    seen.status = PAID if seen.paid_at else PENDING
    return seen


def _by_then(moment: datetime | None) -> bool:
    return moment is not None and moment < FIRST_EXPORT
