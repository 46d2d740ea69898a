"""What the CRM kept of each deal: every stage, and every new amount, close date or owner."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from store_clock import AS_OF, TODAY, at
from store_deals import LOST, STAGES, WON, Deal, working
from store_deals_offer import rounded
from store_dice import Dice

PIPELINE, BEST, COMMIT, CLOSED, OMITTED = "pipeline", "best case", "commit", "closed", "omitted"
_KEY = 103
_DAY = timedelta(days=1)
_FRIDAY = 4
# In thousandths: how sure the rep is, by stage; of the first ones a few are left out.
_CATEGORIES = {
    "Qualified": ((PIPELINE, OMITTED), (920, 80)),
    "Needs analysis": ((PIPELINE, BEST), (930, 70)),
    "Demo": ((PIPELINE, BEST), (680, 320)),
    "Proposal": ((BEST, COMMIT), (760, 240)),
    "Negotiation": ((BEST, COMMIT), (180, 820)),
    WON: ((CLOSED,), (1,)),
    LOST: ((OMITTED,), (1,)),
}
# Days that a rep still gives it in each stage, and how far that is off.
_TO_GO = dict(zip(STAGES, (50, 40, 29, 19, 10), strict=True))
_OFF = (-8, 16)
_THINKS_AGAIN, _AT_LEAST = 300, 6 * _DAY
_NEW_PRICE, _PRICED_ALONE, _LONG = 520, 200, 10
_RATIOS, _RATIO_WEIGHTS = ((74, 96), (104, 136)), (45, 55)
_LATE, _SLIPS = 100, (12, 32)
# Close dates were put in order two weeks ago: what would slip since then mostly did before. A few
# small ones were overlooked.
_LATELY, _TIDY, _LATELY_SLIPS = 14 * _DAY, 860, (7, 12)
_SMALL, _FORGETS, _LOOKED = 500_000, 35, 9 * _DAY
# A deal won whose amount was typed with two digits the wrong way round, in cents, and the day on
# which somebody held it against the quote.
_MISTYPED = {1164: (471_000, date(2025, 10, 14))}
_PUT_RIGHT_AT = 10 * 3600


@dataclass(frozen=True)
class Change:
    """The deal from a moment on."""

    moment: datetime
    stage: str
    cents: int | None
    closes: date
    category: str
    owner: str
    by: str


@dataclass(frozen=True)
class _Event:
    """What is known to happen before close dates are thought of."""

    moment: datetime
    stage: str = ""
    ratio: int = 0
    """The new amount in percent of the old one, where there is one."""
    cents: int = 0
    """The amount from then on."""


def changes(deal: Deal) -> list[Change]:
    """Return everything that changed, from its first moment to the export."""
    dice = Dice(_KEY, deal.number)
    events = _valued(deal, sorted(_events(deal, dice), key=lambda event: event.moment))
    found = [_first(deal, events[0], dice)]
    for event in events[1:]:
        found.extend(_slips(deal, found[-1], event.moment, dice))
        found.append(_next(deal, found[-1], event, dice))
    if not deal.closed:
        found.extend(_slips(deal, found[-1], AS_OF, dice))
        found[-1] = _forgotten(deal, found[-1], dice)
    return list(_in_order([*found[:-1], *_put_right(deal, found[-1])]))


def _events(deal: Deal, dice: Dice) -> Iterator[_Event]:
    """Yield its stages, a new amount now and then, and the new owner."""
    for moment, stage in deal.steps:
        new = stage in ("Proposal", WON) and moment > deal.created and dice.chance(_NEW_PRICE)
        yield _Event(moment, stage, _ratio(dice) if new else 0)
    days = (deal.ends - deal.created).days
    if days > _LONG and dice.chance(_PRICED_ALONE):
        alone = working(deal.created.date() + dice.between(3, days - 3) * _DAY, dice)
        if all(alone.date() != step.date() for step, _ in deal.steps):
            yield _Event(alone, ratio=_ratio(dice))
    if deal.moved and deal.created < deal.moved < deal.ends:
        yield _Event(deal.moved)


def _ratio(dice: Dice) -> int:
    return dice.between(*dice.weighted(_RATIOS, _RATIO_WEIGHTS))


def _valued(deal: Deal, events: list[_Event]) -> list[_Event]:
    """Return them with their amounts, reckoned back from the last one."""
    found, cents = [], deal.cents
    for event in reversed(events):
        found.append(replace(event, cents=cents))
        cents = rounded(cents * 100 // event.ratio) if event.ratio else cents
    return found[::-1]


def _first(deal: Deal, event: _Event, dice: Dice) -> Change:
    closes = _guess(deal, event.moment, event.stage, dice)
    owner = deal.owner_at(event.moment)
    cents = event.cents if deal.priced else None
    category = _category(event.stage, dice)
    return Change(event.moment, event.stage, cents, closes, category, owner, owner)


def _next(deal: Deal, last: Change, event: _Event, dice: Dice) -> Change:
    """Return the change that an event makes."""
    owner = deal.owner_at(event.moment)
    cents = event.cents if deal.priced else None
    change = replace(last, moment=event.moment, cents=cents, owner=owner, by=owner)
    if not event.stage:
        return change
    change = replace(change, stage=event.stage, category=_category(event.stage, dice))
    if event.stage not in STAGES:
        return replace(change, closes=event.moment.date())
    if last.closes - event.moment.date() < _AT_LEAST or dice.chance(_THINKS_AGAIN):
        change = replace(change, closes=_guess(deal, event.moment, event.stage, dice))
    return change


def _category(stage: str, dice: Dice) -> str:
    return dice.weighted(*_CATEGORIES[stage])


def _guess(deal: Deal, moment: datetime, stage: str, dice: Dice) -> date:
    """Return when the rep thinks that it closes."""
    day = moment.date() + (_TO_GO[stage] + dice.between(*_OFF)) * _DAY
    return _tidy(deal, moment.date(), _weekday(day), dice)


def _tidy(deal: Deal, today: date, day: date, dice: Dice) -> date:
    lately = TODAY - _LATELY
    if not deal.closed and today < lately <= day < TODAY + 3 * _DAY and dice.chance(_TIDY):
        return _weekday(day + dice.between(8, 20) * _DAY)
    return day


def _weekday(day: date) -> date:
    return day - max(0, day.weekday() - _FRIDAY) * _DAY


def _slips(deal: Deal, last: Change, until: datetime, dice: Dice) -> Iterator[Change]:
    """Yield each time that it has not closed when it should, and gets a later day."""
    while True:
        days = dice.between(1, 3) if dice.chance(_LATE) else -dice.between(0, 3)
        moment = working(max(last.closes + days * _DAY, last.moment.date() + _DAY), dice)
        if moment >= until:
            return
        lately = moment.date() >= TODAY - _LATELY
        far = dice.between(*(_LATELY_SLIPS if lately else _SLIPS))
        closes = _weekday(max(last.closes, moment.date()) + far * _DAY)
        owner = deal.owner_at(moment)
        last = replace(
            last,
            moment=moment,
            closes=_tidy(deal, moment.date(), closes, dice),
            owner=owner,
            by=owner,
        )
        yield last


def _forgotten(deal: Deal, last: Change, dice: Dice) -> Change:
    """Return it overdue, where nobody has looked at the date this week: a few small ones."""
    day = _weekday(TODAY - dice.between(1, 3) * _DAY)
    if deal.cents < _SMALL and last.moment.date() < day - _LOOKED and dice.chance(_FORGETS):
        return replace(last, closes=day)
    return last


def _put_right(deal: Deal, last: Change) -> Iterator[Change]:
    """Yield how it ended; of a mistyped one first the wrong amount, then the right one."""
    if deal.number not in _MISTYPED:
        yield last
        return
    cents, day = _MISTYPED[deal.number]
    yield replace(last, cents=cents)
    yield replace(last, moment=at(day, _PUT_RIGHT_AT))


def _in_order(found: list[Change]) -> Iterator[Change]:
    """Yield them with what did not change left out."""
    before: Change | None = None
    for change in found:
        if before is None or replace(change, moment=before.moment, by=before.by) != before:
            yield change
        before = change
