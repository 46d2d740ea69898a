"""Monthly targets near what was really sold, so that the gap is worth a look but no alarm."""

from datetime import datetime

from store_clock import AS_OF, ZONE
from store_orders import Order, given_back, sales

MONTHS = 14
_ROUND_TO = 50_000  # cents: targets are set in steps of 500 USD
# Percent above or below the month's sales; a store misses about as often as it reaches.
_GAPS = (4, -3, 5, -5, 3, -4, 6, -6, 4, -3, 5, -4, 3, 4)
# The last month is under way: 17.63 of its 30 days are over at the export.
_DONE, _MONTH = 1763, 3000


def targets(orders: list[Order]) -> list[tuple[str, int]]:
    """Return month and target in cents, oldest first."""
    months = range(_last() - MONTHS + 1, _last() + 1)
    return [(_name(m), _target(orders, m, gap)) for m, gap in zip(months, _GAPS, strict=True)]


def _target(orders: list[Order], month: int, gap: int) -> int:
    since, until = _start(month), _start(month + 1)
    sold = sales(orders, since, until)[1] - given_back(orders, since, until)
    if month == _last():
        sold = sold * _MONTH // _DONE
    return (sold * (100 + gap) // 100 + _ROUND_TO // 2) // _ROUND_TO * _ROUND_TO


def _last() -> int:
    return AS_OF.year * 12 + AS_OF.month - 1


def _start(month: int) -> datetime:
    return datetime(month // 12, month % 12 + 1, 1, tzinfo=ZONE)


def _name(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02d}"
