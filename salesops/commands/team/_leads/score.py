"""A score learned from the shop's own leads, and whether it tells more than the CRM's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from salesops.models import points
from salesops.models.apart import Interval

if TYPE_CHECKING:
    from numpy.typing import NDArray

STATED = ("source", "campaign", "country", "industry", "rating", "company")
NOT_STATED = "not stated"
_MOST = 0.9
"""Of the conversions: within the days of so many of them a lead is to become a deal."""
_HELD = 0.25
"""Of the leads, the latest: held back."""
_WEEKEND = 5
"""Days of the week from Monday, 0, on."""
_PARTS = np.array(["0 to 6 h", "6 to 12 h", "12 to 18 h", "18 to 24 h"])
_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Few:
    """Of how many leads a score may be learned and tested."""

    learned: int
    """Of those that became a deal, and of those that did not."""
    tested: int
    level: int


@dataclass(frozen=True)
class Trial:
    """A card learned from earlier leads, and how it told those of later months."""

    first: date
    last: date
    card: points.Card
    scores: "NDArray[Any]"
    came: "NDArray[Any]"
    crm: "NDArray[Any]"
    """The CRM's own score; NaN where a lead has none."""

    @property
    def both(self) -> "NDArray[Any]":
        """Which of them the CRM scores too."""
        known: NDArray[Any] = ~np.isnan(self.crm)
        return known

    def enough(self, few: int) -> bool:
        """Whether the CRM scores enough of either kind."""
        came = self.came[self.both]
        return bool(min(came.sum(), (~came).sum()) >= few)

    @property
    def apart(self) -> Interval:
        """The area of the points less that of the CRM's, of leads that have both."""
        both = self.both
        return points.apart(self.scores[both], self.crm[both], self.came[both])


@dataclass(frozen=True)
class Score:
    """What was learned, or a word why nothing was."""

    reason: str
    days: int | None = None
    """Within so many days a lead is to become a deal; None where nobody says when they did."""
    young: int = 0
    """Leads too young to say: learned from none of them."""
    card: points.Card | None = None
    trial: Trial | None = None
    untested: str = ""
    """Why it was not tested."""
    points: "NDArray[Any] | None" = None
    """Of every lead, in the order of the columns."""


@dataclass(frozen=True)
class _Past:
    """Leads of which it is known whether they became a deal in time."""

    ripe: "NDArray[Any]"
    came: "NDArray[Any]"
    days: int | None
    young: int


def score(columns: "Mapping[str, NDArray[Any]]", end: datetime, few: Few) -> Score:
    """Learn from all leads whose days are over; test on the latest months of them."""
    became = np.ma.filled(columns["became"], -1)
    if not (became >= 0).any():
        return Score("the leads do not say which of them became a deal")
    # Where it is said of some, the others have not: as the loader takes a file that says so.
    past = _past(columns, became == 1, end)
    came, ripe = past.came[past.ripe], past.ripe
    if min(came.sum(), (~came).sum()) < few.learned:
        return Score(
            f"of {len(came):,} leads old enough to say {int(came.sum()):,} became a deal; "
            f"{few.learned:,} that did and as many that did not are needed",
            past.days,
            past.young,
        )
    values = _values(columns)
    card = points.learn({k: v[ripe] for k, v in values.items()}, came, few.level)
    trial, untested = _trial(columns, values, past, few)
    found = points.points(card, values)
    return Score("", past.days, past.young, card, trial, untested, found)


def _past(columns: "Mapping[str, NDArray[Any]]", is_deal: "NDArray[Any]", end: datetime) -> _Past:
    """Where conversions are dated, all who came in so long ago; else those that are decided."""
    created, converted = stamps(columns["came"]), stamps(columns["converted_at"])
    given_up = np.ma.filled(columns["given_up"], 0) == 1
    dated = is_deal & ~np.isnat(created) & ~np.isnat(converted)
    if dated.sum() * 2 < is_deal.sum() or not dated.any():
        decided = is_deal | given_up
        return _Past(decided, is_deal, None, int((~decided).sum()))
    took = np.maximum((converted[dated] - created[dated]) / _DAY, 0)
    days = max(int(np.ceil(np.quantile(took, _MOST, method="higher"))), 1)
    until = created + days * _DAY
    known = ~(is_deal & np.isnat(converted)) & ~np.isnat(created)
    ripe = known & (until <= np.datetime64(end))
    return _Past(ripe, is_deal & (converted <= until), days, int((known & ~ripe).sum()))


def _values(columns: "Mapping[str, NDArray[Any]]") -> "dict[str, NDArray[Any]]":
    """What is known when a lead comes in; what is alike of all of them tells nothing."""
    found = {name: _text(columns[name]) for name in STATED}
    created = stamps(columns["came"])
    known = ~np.isnat(created)
    days = created.astype("datetime64[D]")
    if (known & (created != days)).any():
        hours = np.where(known, (created - days) / np.timedelta64(6, "h"), 0).astype(int)
        found["hour"] = np.where(known, _PARTS[hours], NOT_STATED)
    weekday = (np.where(known, days, np.datetime64(0, "D")).astype(int) + 3) % 7
    named = np.where(weekday >= _WEEKEND, "weekend", "weekday")
    found["day"] = np.where(known, named, NOT_STATED)
    return {name: column for name, column in found.items() if len(np.unique(column)) > 1}


def _text(column: "NDArray[Any]") -> "NDArray[Any]":
    written = np.ma.filled(column, "").astype(str)
    return np.where(written == "", NOT_STATED, written)


def _trial(
    columns: "Mapping[str, NDArray[Any]]",
    values: "Mapping[str, NDArray[Any]]",
    past: _Past,
    few: Few,
) -> tuple[Trial | None, str]:
    created = stamps(columns["came"])
    dated = past.ripe & ~np.isnat(created)
    if not dated.any():
        return None, "the leads do not say when they came in"
    months = np.unique(created[dated].astype("datetime64[M]"))[::-1]
    # The latest months that hold a quarter of the leads, or all but the first month.
    start = next(m for m in months if (created[dated] >= m).sum() >= _HELD * dated.sum())
    later = dated & (created >= start)
    days = (past.days or 0) * _DAY
    # Only what was known then: a lead whose days were not over yet is in neither.
    before = dated & (created + days <= start) & (created < start)
    enough = min(past.came[before].sum(), (~past.came[before]).sum()) >= few.learned
    if not enough or min(past.came[later].sum(), (~past.came[later]).sum()) < few.tested:
        return None, (
            f"{int(before.sum()):,} leads before {start}, {int(past.came[before].sum()):,} of them "
            f"deals, and {int(later.sum()):,} since, {int(past.came[later].sum()):,} of them "
            "deals, are too few"
        )
    card = points.learn({k: v[before] for k, v in values.items()}, past.came[before], few.level)
    crm = np.ma.filled(columns["crm_score"].astype(float), np.nan)
    return Trial(
        first=start.astype("datetime64[D]").astype(date),
        last=created[later].max().astype("datetime64[D]").astype(date),
        card=card,
        scores=points.points(card, {k: v[later] for k, v in values.items()}),
        came=past.came[later],
        crm=crm[later],
    ), ""


def stamps(column: "NDArray[Any]") -> "NDArray[Any]":
    """A column of moments; NaT where there is none."""
    return np.asarray(np.ma.filled(column.astype("datetime64[us]"), np.datetime64("NaT")))
