"""The days that are asked about: a whole period, of which as-of may be the middle."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from salesops.commands.rep_quotas.days import come, name_of, span_of
from salesops.period import closed
from salesops.periods.dates import DAYS_IN, MONTHS_IN, at_midnight, dated, floor, step, whole
from salesops.queries.database import Database
from salesops.result import Period

UNITS = ("month", "quarter", "year")
"""Those that quotas are of, the finest first."""
_DAY = timedelta(days=1)
_LETTERS = {"year": 4, "month": 7, "quarter": 7}


@dataclass(frozen=True)
class Span:
    """The days [first, after), and the part of them that has come."""

    window: Period
    """What the answer is about: it ends at as-of where the period is not over."""
    end: datetime
    """The end of the whole period."""
    chosen: bool = True
    """False: nobody named it; the quotas did."""

    @property
    def first(self) -> date:
        """Its first day."""
        return self.window.start.date()

    @property
    def after(self) -> date:
        """The day after its last."""
        return self.end.date()

    @property
    def come(self) -> date:
        """The day after the last that has begun."""
        return come(self.window.end)

    @property
    def over(self) -> bool:
        """All of it has come."""
        return self.window.end >= self.end

    @property
    def unit(self) -> str | None:
        """Month, quarter or year where it is a whole one."""
        return next(
            (
                u
                for u in UNITS
                if whole(floor(self.window.start, u), u) == (self.window.start, self.end)
            ),
            None,
        )

    def before(self, count: int) -> list["Span"]:
        """Whole periods of its kind before it, the last first; none where it is no such one."""
        unit = self.unit
        if unit is None:
            return []
        starts = [step(self.window.start, unit, -n) for n in range(1, count + 1)]
        return [_whole(start, unit) for start in starts]


def _whole(start: datetime, unit: str) -> Span:
    end = step(start, unit, 1)
    return Span(Period(start, end, name_of(start, unit), so_far=False), end)


def span(db: Database, period: str | None, stated: Iterable[str]) -> Span:
    """The period that is named, else the one that holds as-of and has quotas of its own.

    Raises:
        UsageError: the period has no known form, or begins after as-of.
    """
    if period is None:
        return _unasked(db, set(stated))
    window = closed(period, db.as_of, db.week_start, db.book.reach_of_deals)
    found = Span(window, _end(period.strip().lower(), window, db.as_of))
    if found.unit is None:
        return found
    # last-month stands beside 2026-07 and the months before it.
    return replace(found, window=replace(window, name=name_of(window.start, found.unit)))


def _end(word: str, window: Period, as_of: datetime) -> datetime:
    """Where the whole of it ends, which may be after as-of."""
    if window.end < as_of:
        return window.end
    unit = "day" if word == "today" else word.removeprefix("this-")
    if unit in DAYS_IN or unit in MONTHS_IN:
        return step(window.start, unit, 1)
    named = dated(word, "day", "month", "quarter", "week", "year")
    return named[1] if named else floor(window.end + _DAY - timedelta.resolution, "day")


def _unasked(db: Database, stated: set[str]) -> Span:
    """The finest period with quotas that holds as-of; else the latest that has begun.

    At a midnight it is that of the day which has just ended.
    """
    as_of = db.as_of
    for unit in UNITS:
        start = floor(as_of - timedelta.resolution, unit)
        if name_of(start, unit) in stated:
            return _until(_whole(start, unit), as_of)
    begun = [(found, name) for name in stated if (found := span_of(name)) and found[0] < as_of]
    if not begun:
        return _until(_whole(floor(as_of - timedelta.resolution, "month"), "month"), as_of)
    (start, end), name = max(begun, key=lambda one: (one[0][1], one[0][0], one[1]))
    return _until(Span(Period(start, end, name, so_far=False), end), as_of)


def _until(one: Span, as_of: datetime) -> Span:
    end = min(one.end, as_of)
    window = Period(
        one.window.start, end, one.window.name, so_far=end < one.end and not at_midnight(end)
    )
    return replace(one, window=window, chosen=False)
