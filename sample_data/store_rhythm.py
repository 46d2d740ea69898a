"""When people buy: growth, season, weekday and hour."""

from datetime import date

from store_clock import FIRST_DAY
from store_dice import Dice

# Orders on an average day of the first month, in thousandths: gives about 12,000 in all.
_BASE = 12_180
# January to December in percent: racing season July to September, a peak in December.
_MONTHS = (92, 92, 97, 100, 103, 106, 136, 138, 133, 100, 106, 146)
# Monday to Sunday in percent: repairs are planned at the start of the week.
_WEEKDAYS = (121, 118, 104, 100, 98, 84, 75)
# Eight percent more orders a year (a 4560th a day); returning buyers spend more, so sales
# grow by about twice that.
_GROWTH = 4560
# Midnight to 23 h: busy from 10 to 16, a small night.
_HOURS = (4, 3, 2, 1, 2, 4, 10, 24, 46, 70, 92, 96, 90, 88, 92, 94, 86, 66, 52, 48, 44, 36, 22, 10)
_NOISE = 200
_HOUR = 3600

RACING = (7, 8, 9)
DECEMBER = 12


def order_seconds(day: date, dice: Dice) -> list[int]:
    """Return the second of the day of each order of a whole day, earliest first."""
    return seconds(_count(day, dice), dice)


def seconds(count: int, dice: Dice) -> list[int]:
    """Return that many seconds of a day, earliest first."""
    hours = range(len(_HOURS))
    return sorted(dice.weighted(hours, _HOURS) * _HOUR + dice.below(_HOUR) for _ in range(count))


def _count(day: date, dice: Dice) -> int:
    grown = _GROWTH + (day - FIRST_DAY).days
    shape = _MONTHS[day.month - 1] * _WEEKDAYS[day.weekday()]
    expected = _BASE * shape * grown // (_GROWTH * 100 * 100)
    # Four throws added make a bell around 1000: days differ by about 12 percent.
    noise = 1000 - 2 * _NOISE + sum(dice.between(0, _NOISE) for _ in range(4))
    return (expected * noise // 1000 + dice.below(1000)) // 1000
