"""What reps did about their deals, and what is planned: calls, mails, meetings, demos."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from store_clock import AS_OF, TODAY, stamp
from store_csv import Row
from store_deals import Deal, working
from store_dice import Dice

ACTIVITIES = "activity_id created_at due_date type owner deal_id done minutes".split()
_KEY = 106
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
CALL, EMAIL, MEETING, DEMO, PROPOSAL = "call", "email", "meeting", "demo", "proposal"
_KINDS = (CALL, EMAIL, MEETING)
_WEIGHTS, _PLANNED_WEIGHTS = (46, 38, 16), (40, 10, 50)
_MINUTES = {CALL: (4, 28), MEETING: (30, 90), DEMO: (40, 75)}
_EVERY, _EVERY_WEIGHTS = ((2, 4), (5, 8), (9, 13)), (42, 40, 18)
# In thousandths: open deals with one thing planned, with two, and meetings that fell through.
_PLANNED, _PLANNED_TOO, _FELL_THROUGH = 880, 680, 40


@dataclass(frozen=True)
class Activity:
    """One thing done or planned."""

    moment: datetime
    entered: datetime
    kind: str
    deal: Deal
    done: bool
    minutes: int | None


def activities(deals: list[Deal]) -> list[Activity]:
    """Return all of them, the first one first."""
    found = [activity for deal in deals for activity in _of(deal, Dice(_KEY, deal.number))]
    return sorted(found, key=lambda activity: (activity.moment, activity.deal.number))


def _of(deal: Deal, dice: Dice) -> Iterator[Activity]:
    """Yield those of one deal: a call now and then, its demo and proposal, what comes next."""
    moment = deal.created + dice.between(5, 90) * _MINUTE
    while moment < deal.ends:
        yield _done(moment, dice.weighted(_KINDS, _WEIGHTS), deal, dice)
        days = dice.between(*dice.weighted(_EVERY, _EVERY_WEIGHTS))
        moment = working(moment.date() + days * _DAY, dice)
    for entered, stage in deal.steps:
        if stage in ("Demo", "Proposal"):
            days = dice.between(1, 3) if stage == "Demo" else 0
            shown = working(entered.date() + days * _DAY, dice).replace(second=0)
            if entered < shown < deal.ends:
                yield _done(shown, DEMO if stage == "Demo" else PROPOSAL, deal, dice)
    if not deal.closed and dice.chance(_PLANNED):
        for _ in range(1 + dice.chance(_PLANNED_TOO)):
            planned = working(TODAY + dice.between(1, 12) * _DAY, dice).replace(second=0)
            entered = max(deal.created, AS_OF - dice.between(10, 6_000) * _MINUTE)
            kind = dice.weighted(_KINDS, _PLANNED_WEIGHTS)
            yield Activity(planned, entered, kind, deal, False, None)


def _done(moment: datetime, kind: str, deal: Deal, dice: Dice) -> Activity:
    """Return one that was done, to the minute; a few meetings were not."""
    moment = moment.replace(second=0)
    done = kind != MEETING or not dice.chance(_FELL_THROUGH)
    minutes = dice.between(*_MINUTES[kind]) if done and kind in _MINUTES else None
    return Activity(moment, moment, kind, deal, done, minutes)


def last_acts(found: list[Activity]) -> dict[int, datetime]:
    """Return when something was last done about each deal."""
    return {act.deal.number: act.moment for act in found if act.done}


def activity_rows(found: list[Activity]) -> Iterator[Row]:
    """Yield a row for each, as the CRM has them."""
    for number, act in enumerate(found, 30001):
        yield {
            "activity_id": f"A-{number}",
            "created_at": stamp(act.entered),
            "due_date": stamp(act.moment),
            "type": act.kind,
            "owner": act.deal.owner_at(act.moment),
            "deal_id": f"D-{act.deal.number}",
            "done": "yes" if act.done else "no",
            "minutes": "" if act.minutes is None else str(act.minutes),
        }
