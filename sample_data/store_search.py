"""How the store is found in web search; what search engines tell arrives days late."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from store_clock import TODAY
from store_dice import Dice
from store_families import FAMILIES, GIFT, VENDORS
from store_visits import SINCE

SITE = "https://www.example.com"
LAST = TODAY - timedelta(days=3)
_KEY, _DAY = 34, timedelta(days=1)
_QUESTIONS = {
    "how to bleed brakes": ("/blogs/garage/how-to-bleed-brakes", 420, 32),
    "bleeding brakes order": ("/blogs/garage/how-to-bleed-brakes", 160, 48),
    "will it fit my car": ("/pages/fitment-guide", 90, 71),
}
_PAGES = {"Fuel and Air": "fuel-and-air"}
# Of ten thousand who see it, how many click at place 1, 2, ..; further down hardly any.
_CLICKS = (2700, 1500, 1000, 720, 520, 400, 320, 260, 220, 190)
_FURTHER = 90
# How many times more, in thousandths, is searched on each weekday from Monday.
_WEEKDAYS = (1060, 1040, 1010, 1000, 960, 950, 980)


@dataclass(frozen=True)
class Query:
    """What is searched: where it leads, how often a day, and the tenth of a place it stands at."""

    text: str
    page: str
    times: int
    tenths: int


@dataclass(frozen=True)
class Found:
    """A query on a day."""

    day: date
    query: Query
    clicks: int
    impressions: int
    hundredths: int
    """Of its mean place."""


def queries() -> list[Query]:
    """Return all that the store is found by."""
    dice = Dice(_KEY)
    kinds = [family for family in FAMILIES if family.code != GIFT]
    asked = [
        Query(f.noun.lower(), _page(f.kind), dice.between(25, 130), dice.between(18, 140))
        for f in kinds
    ]
    asked += [Query(f"{name.lower()} parts", "/", dice.between(8, 30), 12) for name in VENDORS]
    return asked + [Query(text, *rest) for text, rest in _QUESTIONS.items()]


def _page(kind: str) -> str:
    return f"/collections/{_PAGES.get(kind, kind.lower())}"


def searches() -> Iterator[Found]:
    """Yield each query on each day until the last that has arrived."""
    asked, day = queries(), SINCE
    while day <= LAST:
        for number, query in enumerate(asked):
            yield _found(Dice(_KEY, day.toordinal(), number), day, query)
        day += _DAY


def _found(dice: Dice, day: date, query: Query) -> Found:
    times = query.times * _WEEKDAYS[day.weekday()] * dice.between(880, 1120) // 1_000_000
    place = max(query.tenths * 10 + dice.between(-60, 60), 100)
    rate = _CLICKS[place // 100 - 1] if place // 100 <= len(_CLICKS) else _FURTHER
    clicks = sum(dice.below(10_000) < rate for _ in range(times))
    return Found(day, query, clicks, times, place)
