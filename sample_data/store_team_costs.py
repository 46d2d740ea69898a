"""What the sales team's fairs and its showroom cost, beside the advertisements of the shops.

Small sums: no order of the shops comes of them, and campaigns holds all spend against all orders.
"""

from collections.abc import Iterator
from datetime import date

from store_dice import Dice

FAIR, SHOWROOM = "Trade show", "showroom"
_KEY = 239
# The day that the stand of the August fair was paid for, and what it cost in cents.
_STAND, _STAND_CENTS = date(2026, 7, 6), 32_000
# The fair's days: travel and what was handed out, the least and the most of a day in cents.
_FAIR_DAYS = (date(2026, 8, 24), date(2026, 8, 25), date(2026, 8, 26))
_OF_A_FAIR_DAY = (5_500, 9_500)
# The showroom is open to customers on the first Friday of a month: what is set up for it.
_FRIDAY, _FIRST_WEEK = 4, 7
_OF_AN_OPEN_DAY = (9_000, 13_000)


def costs_of(day: date) -> Iterator[tuple[str, int]]:
    """Yield the channel and the cents of what was spent on a day."""
    dice = Dice(_KEY, day.toordinal())
    if day == _STAND:
        yield FAIR, _STAND_CENTS
    if day in _FAIR_DAYS:
        yield FAIR, dice.between(*_OF_A_FAIR_DAY)
    if day.weekday() == _FRIDAY and day.day <= _FIRST_WEEK:
        yield SHOWROOM, dice.between(*_OF_AN_OPEN_DAY)
