"""Calendar arithmetic and the forms of a date, on naive datetimes of the store's clock."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from salesops.errors import UsageError

Span = tuple[datetime, datetime]
"""Half open: [start, end)."""

DAY = timedelta(days=1)
DAYS_IN = {"day": 1, "week": 7}
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}
YEARS = range(1900, 2200)
"""What a date may name: wide enough for any export, and no comparison leaves the calendar."""
EARLIEST = datetime.combine(date(YEARS.start, 1, 1), time.min)


def at_midnight(*moments: datetime) -> bool:
    """Whether every one of them is the first instant of a day."""
    return all(moment.time() == time.min for moment in moments)


def floor(moment: datetime, unit: str, week_start: int = 1) -> datetime:
    """The midnight that its day, week, month, quarter or year begins with.

    Args:
        moment: Any instant.
        unit: A key of DAYS_IN or MONTHS_IN.
        week_start: ISO weekday that a week begins on, 1 (Monday) to 7.
    """
    today = datetime.combine(moment, time.min)
    if unit in DAYS_IN:
        return today - DAY * ((today.isoweekday() - week_start) % DAYS_IN[unit])
    return today.replace(month=today.month - (today.month - 1) % MONTHS_IN[unit], day=1)


def step(moment: datetime, unit: str, count: int) -> datetime:
    """The same clock time `count` units later; a day the month lacks becomes its last one."""
    if unit in DAYS_IN:
        return moment + DAY * DAYS_IN[unit] * count
    year, month = divmod(moment.year * 12 + moment.month - 1 + MONTHS_IN[unit] * count, 12)
    last = monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))


def whole(start: datetime, unit: str) -> Span:
    """The one unit that begins at `start`."""
    return start, step(start, unit, 1)


def dated(text: str, *kinds: str) -> Span | None:
    """The span of a date written in one of these forms, None where it is in none of them.

    Args:
        text: Lower case.
        kinds: Keys of the table of forms: day, month, year, quarter, week, time (one instant).

    Raises:
        UsageError: The form is right, but that day (month, time, ..) does not exist.
    """
    for kind in kinds:
        pattern, span = _FORMS[kind]
        if found := re.fullmatch(pattern, text):
            return _existing(kind, text, span, [int(part) for part in found.groups(default="0")])
    return None


def _existing(kind: str, text: str, span: Callable[..., Span], parts: list[int]) -> Span:
    if parts[0] not in YEARS:
        raise UsageError(f"the year of {text} is not within {YEARS.start} to {YEARS.stop - 1}")
    try:
        return span(*parts)
    except ValueError:
        raise UsageError(f"the {kind} {text.upper()} does not exist") from None


def _at(year: int, month: int, day: int, *clock: int) -> datetime:
    hour, minute, second = clock or (0, 0, 0)
    return datetime.combine(date(year, month, day), time(hour, minute, second))


_Y, _D = "([0-9]{4})", "([0-9]{2})"
_FORMS: dict[str, tuple[str, Callable[..., Span]]] = {
    "day": (f"{_Y}-{_D}-{_D}", lambda y, m, d: whole(_at(y, m, d), "day")),
    "month": (f"{_Y}-{_D}", lambda y, m: whole(_at(y, m, 1), "month")),
    "year": (_Y, lambda y: whole(_at(y, 1, 1), "year")),
    "quarter": (f"{_Y}-q([0-9])", lambda y, q: whole(_at(y, 3 * q - 2, 1), "quarter")),
    "week": (f"{_Y}-w{_D}", lambda y, w: whole(datetime.fromisocalendar(y, w, 1), "week")),
    "time": (f"{_Y}-{_D}-{_D}[ t]{_D}:{_D}(?::{_D})?", lambda *parts: (_at(*parts), _at(*parts))),
}
