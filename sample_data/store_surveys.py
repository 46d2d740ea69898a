"""The survey that goes out some days after a parcel came: how likely to recommend, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from store_clock import AS_OF, at
from store_dice import Dice
from store_parcels import Parcel

_KEY = 42
_DAYS_AFTER, _AT = 3, 10 * 3600
_ANSWERS = 175  # in thousandths
_DAY = timedelta(days=1)
_SLOW = timedelta(days=4)
_SCORES = (10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)
_WEIGHTS = (32, 25, 17, 9, 5, 4, 2, 2, 1, 1, 2)
_WEIGHTS_SLOW = (22, 20, 20, 14, 8, 6, 3, 3, 1, 1, 2)
_PROMOTER, _PASSIVE = 9, 7
_PRAISE = ("Fast, and the part fits.", "Good advice on the phone.", "Will buy again.")
_BLAME = ("Took too long.", "Box was dented.", "Instructions are poor.", "Had to ask twice.")
_SAYS = 300
_TEXTED = 220


@dataclass(frozen=True)
class Survey:
    """One person asked; without an answer most of the time."""

    parcel: Parcel
    sent: datetime
    channel: str
    answered: datetime | None = None
    score: int = 0
    comment: str = ""


def surveys(parcels: Iterable[Parcel]) -> list[Survey]:
    """Return who was asked, as they were asked; somebody answers on each day."""
    found = []
    for parcel in parcels:
        if parcel.delivered and parcel.order.person:
            sent = at(parcel.delivered.date() + _DAYS_AFTER * _DAY, _AT)
            if sent < AS_OF:
                found.append(_asked(parcel, sent, Dice(_KEY, parcel.order.number)))
    found.sort(key=lambda survey: (survey.sent, survey.parcel.order.number))
    _fill(found)
    return found


def _fill(found: list[Survey]) -> None:
    """Let the last who was asked before it answer on a day on which nobody did."""
    days = {survey.answered.date() for survey in found if survey.answered}
    day = min(days)
    while (day := day + _DAY) < AS_OF.date():
        if day not in days:
            noon = at(day, 12 * 3600)
            silent = (n for n, s in enumerate(found) if s.sent < noon and not s.answered)
            place = max(silent)
            found[place] = replace(found[place], answered=noon, score=8)


def _asked(parcel: Parcel, sent: datetime, dice: Dice) -> Survey:
    channel = "sms" if dice.chance(_TEXTED) else "email"
    answered = sent + timedelta(minutes=dice.between(4, 2800))
    if not dice.chance(_ANSWERS) or answered >= AS_OF:
        return Survey(parcel, sent, channel)
    slow = (parcel.delivered or sent) - parcel.shipped >= _SLOW
    score = dice.weighted(_SCORES, _WEIGHTS_SLOW if slow else _WEIGHTS)
    said = dice.pick(_PRAISE if score >= _PROMOTER else _BLAME)
    silent = _PASSIVE <= score < _PROMOTER or not dice.chance(_SAYS)
    return Survey(parcel, sent, channel, answered, score, "" if silent else said)
