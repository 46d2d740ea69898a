"""Deals: what the team for trade customers sells, and how each went, stage by stage.

Chance alone decides how a deal ends, whoever it belongs to: store_deals_owners.py gives it to a
rep afterwards, so that nobody is far from the quota.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from store_clock import AS_OF, TODAY, at
from store_deals_offer import PRODUCTS, SEGMENTS, SOURCES, amount
from store_dice import Dice

STAGES = ("Qualified", "Needs analysis", "Demo", "Proposal", "Negotiation")
WON, LOST = "Won", "Lost"
CHANCES = dict(zip((*STAGES, WON, LOST), (10, 25, 40, 60, 80, 100, 0), strict=True))
SINCE = date(2025, 1, 10)
_KEY = 971
_DAY = timedelta(days=1)
_FRIDAY, _OPENS, _WORKS = 4, 8 * 3600, 9 * 3600
# Deals that begin on a working day, in thousandths: on the first, and what ten days add.
_FIRST, _ADDS = 1000, 25
# Four fairs, and what each brings in the week after it.
_FAIRS = (date(2025, 3, 17), date(2025, 8, 25), date(2026, 3, 16), date(2026, 8, 24))
_OF_A_FAIR, _WEEK = 10, 8
# Large ones go on a little less, in percent.
_LARGE, _LARGE_LESS = 1_500_000, 5
_BEGINS = (52, 32, 12, 4)
# In thousandths: who goes on from each stage. By it the stated chances are about right.
_GOES_ON = (630, 705, 755, 795, 835)
_SKIPS, _GOES_BACK = 60, 35
# Days in a stage: of what is won, and of what is lost in the end.
_QUICK, _QUICK_WEIGHTS = ((2, 6), (7, 14), (15, 32)), (33, 43, 24)
_SLOW, _SLOW_WEIGHTS = ((4, 12), (13, 24), (25, 58)), (34, 40, 26)


@dataclass
class Deal:
    """One deal; who has it and what it is worth is settled later."""

    number: int
    source: str
    segment: str
    product: str
    cents: int
    steps: list[tuple[datetime, str]]
    """When it entered each stage, Won and Lost among them."""
    owner: str = ""
    first_owner: str = ""
    moved: datetime | None = None
    """When another rep took it over."""
    account: str = ""
    contact: str = ""
    channel: str = ""
    priced: bool = True

    @property
    def created(self) -> datetime:
        """Return when it began."""
        return self.steps[0][0]

    @property
    def stage(self) -> str:
        """Return the stage it is in now."""
        return self.steps[-1][1]

    @property
    def closed(self) -> datetime | None:
        """Return when it was won or lost."""
        return None if self.stage in STAGES else self.steps[-1][0]

    @property
    def ends(self) -> datetime:
        """Return when it was closed, else the moment of the export."""
        return self.closed or AS_OF

    def owner_at(self, moment: datetime) -> str:
        """Return whose it was then."""
        return self.first_owner if self.moved and moment < self.moved else self.owner


def working(day: date, dice: Dice) -> datetime:
    """Return a moment of that day's working hours, or of the Monday after it."""
    while day.weekday() > _FRIDAY:
        day += _DAY
    return at(day, _OPENS + dice.below(_WORKS))


def deals() -> list[Deal]:
    """Return every deal as it stands at the export, the first one first."""
    found, of_day = [], Counter[date]()
    for begun, fair in _beginnings():
        deal = _told(begun, fair, Dice(_KEY, begun.toordinal(), of_day[begun]))
        of_day[begun] += 1
        if deal.created < AS_OF:
            found.append(deal)
    found.sort(key=lambda deal: deal.created)
    for number, deal in enumerate(found, 1001):
        deal.number = number
    return found


def _beginnings() -> Iterator[tuple[date, bool]]:
    """Yield the day of each, and whether it comes from a fair."""
    days = [SINCE + n * _DAY for n in range((TODAY - SINCE).days + 1)]
    working_days = [day for day in days if day.weekday() <= _FRIDAY]
    for number, day in enumerate(working_days):
        dice = Dice(_KEY, 0, number)
        rate = _FIRST + number * _ADDS // 10
        for _ in range(rate // 1000 + dice.chance(rate % 1000)):
            yield day, False
    for fair in _FAIRS:
        for one in range(_OF_A_FAIR):
            yield fair + (1 + one % _WEEK) * _DAY, True


def _told(begun: date, fair: bool, dice: Dice) -> Deal:
    """Return the deal that begins on that day, as far as it went until the export."""
    source = (
        "Trade show" if fair else dice.weighted(list(SOURCES), [s[0] for s in SOURCES.values()])
    )
    segment = dice.weighted(list(SEGMENTS), list(SEGMENTS.values()))
    product = dice.weighted(list(PRODUCTS), [p.weight for p in PRODUCTS.values()])
    cents = amount(product, dice)
    percent = SOURCES[source][1] - (_LARGE_LESS if cents > _LARGE else 0)
    steps = list(_steps(begun, percent, dice))
    known = [step for step in steps if step[0] < AS_OF]
    return Deal(0, source, segment, product, cents, known or steps[:1])


def _steps(day: date, percent: int, dice: Dice) -> Iterator[tuple[datetime, str]]:
    """Yield when it enters each stage until it is won or lost."""
    path = list(_path(percent, dice))
    slow = path[-1] == LOST
    ranges, weights = (_SLOW, _SLOW_WEIGHTS) if slow else (_QUICK, _QUICK_WEIGHTS)
    moment = working(day, dice)
    for stage in path:
        yield moment, stage
        days = dice.between(*dice.weighted(ranges, weights))
        moment = working(moment.date() + days * _DAY, dice)


def _path(percent: int, dice: Dice) -> Iterator[str]:
    """Yield the stages it enters: a few skip one, a few go back one."""
    here = dice.weighted(range(len(_BEGINS)), _BEGINS)
    while here < len(STAGES):
        yield STAGES[here]
        if not dice.chance(_GOES_ON[here] * percent // 100):
            yield LOST
            return
        if here and dice.chance(_GOES_BACK):
            here -= 1
        else:
            here += 1 + (here < len(STAGES) - 2 and dice.chance(_SKIPS))
    yield WON
