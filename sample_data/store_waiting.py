"""The orders that wait too long: planted, so that their number is known."""

from datetime import date

from store_fates import set_sent
from store_orders import PAID, WEB, Order

# Two for more than three days, four for more than one; all others of their age are sent.
_WAITING = (
    (date(2026, 9, 14), 2),
    (date(2026, 9, 16), 2),
    (date(2026, 9, 17), 2),
)
# Early enough that the youngest is over a day old at the export.
_BEFORE_HOUR = 15


def hold_back(orders: list[Order]) -> None:
    """Leave six paid orders unsent, the last of those with several lines half sent."""
    held = [order for day, count in _WAITING for order in _candidates(orders, day)[:count]]
    for order in held:
        set_sent(order, None)
    next(order for order in reversed(held) if len(order.lines) > 1).lines[0].fulfilled = True


def _candidates(orders: list[Order], day: date) -> list[Order]:
    return [order for order in orders if order.created.date() == day and _can_wait(order)]


def _can_wait(order: Order) -> bool:
    plain = order.status == PAID and order.source == WEB and not order.gifts
    return plain and order.created.hour < _BEFORE_HOUR
