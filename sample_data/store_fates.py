"""What becomes of an order: paid, sent, sent back, cancelled, never paid."""

from datetime import date, datetime, timedelta

from store_clock import AS_OF, TODAY, after_work, at
from store_dice import Dice
from store_orders import (
    CASH,
    DRAFT,
    PARTLY_REFUNDED,
    PENDING,
    POS,
    REFUNDED,
    TEST_GATEWAY,
    TEST_TAG,
    TRANSFER,
    VOIDED,
    Order,
)

# In thousandths of all orders, the rest is simply paid.
_FATES = ("test", "voided", "pending", "cancelled", "returned", "plain")
_ODDS = (3, 4, 5, 13, 31, 944)
_BOGUS = 700
_CARD_FAILS, _PAYS_CASH = 9, 300
_UNPAID_CANCEL = 170
_FULL_RETURN = 400
# A cancelling customer takes two hours to a day and a half; draft orders are paid before that.
_CANCEL_MINUTES = (120, 36 * 60)
_DRAFT_PAID_WITHIN = 90 * 60
# Days until goods come back; what was sent needs a week to arrive and return.
_RETURN_DAYS, _COUNTER_DAYS = (8, 25), (2, 25)
# The days a reader compares first see no cancellation, and the last two weeks see small returns and
# cancellations only: one large one would be an alarm.
COMPARED = tuple(TODAY - timedelta(days=days) for days in (0, 1, 7, 8))
CALM_FROM = date(2026, 9, 4)
_SMALL_RETURN, _SMALL_CANCELLATION = 5000, 12_000
_DESK_OPENS, _DESK_SECONDS = 9 * 3600, 8 * 3600
# Business hours until sent: half within a morning, a few take most of a week.
_SEND_WITHIN, _SEND_ODDS = (6, 14, 29), (50, 38, 12)
_PATIENCE = timedelta(hours=24)


def decide(order: Order, dice: Dice) -> None:
    """Pay and send the order, then let something happen to a few."""
    pay_and_send(order, dice)
    fate = dice.weighted(_FATES, _ODDS)
    if fate != "plain":
        _HAPPENINGS[fate](order, dice)


def pay_and_send(order: Order, dice: Dice) -> None:
    """Let the order go its plain way."""
    _pay(order, dice)
    _send(order, dice)


def _pay(order: Order, dice: Dice) -> None:
    wait = dice.below(4)
    if order.source == POS and dice.chance(_PAYS_CASH):
        order.gateway = CASH
    if order.source == DRAFT:
        wait = dice.below(_DRAFT_PAID_WITHIN)
    elif order.source != POS and dice.chance(_CARD_FAILS):
        order.failed_at, wait = order.created, dice.between(45, 100)
    paid = order.created + timedelta(seconds=wait)
    order.paid_at = paid if paid < AS_OF else order.created


def _send(order: Order, dice: Dice) -> None:
    minutes = 60 + dice.below(60 * dice.weighted(_SEND_WITHIN, _SEND_ODDS))
    start = order.paid_at or order.created
    if order.source == POS or not any(line.variant.grams for line in order.lines):
        order.fulfilled_at = start
        return
    # Nothing waits longer than a day by chance: those that do are planted, so they can be counted.
    while after_work(start, minutes) >= AS_OF and start < AS_OF - _PATIENCE:
        minutes //= 2
    sent = after_work(start, minutes)
    set_sent(order, sent if sent < AS_OF else None)


def set_sent(order: Order, moment: datetime | None) -> None:
    """Mark every line as sent, or as still waiting."""
    order.fulfilled_at = moment
    for line in order.lines:
        line.fulfilled = moment is not None


def _test(order: Order, dice: Dice) -> None:
    order.person = None
    if dice.chance(_BOGUS):
        order.gateway = TEST_GATEWAY
    else:
        order.tags = TEST_TAG


def _void(order: Order, _dice: Dice) -> None:
    order.status, order.paid_at, order.failed_at = VOIDED, None, None
    set_sent(order, None)


def _leave_unpaid(order: Order, _dice: Dice) -> None:
    # Sent on account: the money is what is missing, not the parcel.
    order.status, order.paid_at, order.failed_at = PENDING, None, None
    order.gateway = TRANSFER


def _cancel(order: Order, dice: Dice) -> None:
    moment = order.created + timedelta(minutes=dice.between(*_CANCEL_MINUTES))
    too_much = moment.date() >= CALM_FROM and order.total > _SMALL_CANCELLATION
    if moment >= AS_OF or moment.date() in COMPARED or too_much:
        return
    order.cancelled_at = moment
    set_sent(order, None)
    if dice.chance(_UNPAID_CANCEL):
        _leave_unpaid(order, dice)
        return
    order.status = REFUNDED
    order.refunds = [(moment, order.total)]


def _return(order: Order, dice: Dice) -> None:
    days = dice.between(*(_COUNTER_DAYS if order.source == POS else _RETURN_DAYS))
    day = order.created.date() + timedelta(days=days)
    moment = at(day, _DESK_OPENS + dice.below(_DESK_SECONDS))
    amount = order.total if dice.chance(_FULL_RETURN) else _part(order, dice)
    too_much = moment.date() >= CALM_FROM and amount > _SMALL_RETURN
    if order.gifts or moment >= AS_OF or too_much:
        return
    order.refunds = [(moment, amount)]
    order.status = REFUNDED if amount == order.total else PARTLY_REFUNDED


def _part(order: Order, dice: Dice) -> int:
    """Return what some units of one line are worth, with their share of discount and tax."""
    line = dice.pick(order.lines)
    units = dice.between(1, line.quantity)
    worth = line.variant.price * units * order.subtotal // order.gross
    return worth + order.taxes * worth // order.subtotal


_HAPPENINGS = {
    "test": _test,
    "voided": _void,
    "pending": _leave_unpaid,
    "cancelled": _cancel,
    "returned": _return,
}
