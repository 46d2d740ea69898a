"""Windows on the store's clock: what `yesterday`, `7d`, `last-month` mean, and their comparisons.

Every datetime here is naive, on the store's own clock, and every window is half open: [start, end).
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from salesops.errors import UsageError
from salesops.periods.dates import (
    DAY,
    EARLIEST,
    MONTHS_IN,
    Span,
    at_midnight,
    dated,
    floor,
    step,
    whole,
)
from salesops.periods.words import named, unknown
from salesops.result import Period

_TO_DATE = {"mtd": "month", "qtd": "quarter", "ytd": "year"}
_CLOSED = {
    "today": ("day", 0),
    "yesterday": ("day", -1),
    **{f"last-{unit}": (unit, -1) for unit in ("week", *MONTHS_IN)},
    **{f"this-{unit}": (unit, 0) for unit in ("week", *MONTHS_IN)},
}
_LAST_DAYS = re.compile(r"last-([1-9][0-9]{0,3})-days")
_DATES = "2026-03-14, 2026-03, 2026-Q1, 2026-W12, 2026"


def parse_as_of(text: str) -> datetime:
    """The instant that `2026-09-18 15:10`, `2026-09-18T15:10:00` or a bare date (midnight) names.

    Raises:
        UsageError: The text is none of these, or that day or time does not exist.
    """
    span = dated(text.strip().lower(), "time", "day")
    if span is None:
        forms = "2026-09-18, '2026-09-18 15:10' or 2026-09-18T15:10:00, on the store's clock"
        raise UsageError(f"as-of: '{text}' is not a time; write {forms}")
    return span[0]


def parse_since(text: str, as_of: datetime) -> datetime:
    """The instant where a window begins.

    Days, weeks, months and years are counted back from today's midnight, hours from as-of.

    Raises:
        UsageError: The text has no known form, or names a day that does not exist.
    """
    word = text.strip().lower()
    if word in _TO_DATE:
        return floor(as_of, _TO_DATE[word])
    return named("since", text, as_of, tuple(_TO_DATE))[0]


def parse_until(text: str, as_of: datetime) -> datetime:
    """The exclusive instant where a window ends, never past as-of.

    A day, month or year is included whole; `7d` ends where `since 7d` begins.

    Raises:
        UsageError: The text has no known form, or names a day that does not exist.
    """
    if text.strip().lower() == "now":
        return as_of
    return min(named("until", text, as_of, ("now",))[1], as_of)


def since_until(
    since: str | None,
    until: str | None,
    as_of: datetime,
    week_start: int = 1,  # noqa: ARG001 - the same facts as closed() takes
) -> Period:
    """The window of --since and --until: no since is all that came before, no until is as-of.

    Raises:
        UsageError: A text that does not parse, or a window that ends before it begins.
    """
    start = EARLIEST if since is None else parse_since(since, as_of)
    end = as_of if until is None else parse_until(until, as_of)
    if start > end or start == end < as_of:
        stop = f"until {until}" if end < as_of else "as-of"
        raise UsageError(f"nothing lies between since {since} ({start}) and {stop} ({end})")
    return _period(start, end, as_of, _label(since, until if end < as_of else None))


def closed(name: str, as_of: datetime, week_start: int = 1, data: Span | None = None) -> Period:
    """The calendar period of --period; one that is not over yet ends at as-of.

    Args:
        name: `last-month`, `this-week`, `last-7-days`, `2026-03`, `2026-Q1`, `2026-W12`, `all`, ..
        as_of: The instant the question is asked at.
        week_start: ISO weekday that a week begins on, 1 (Monday) to 7; `2026-W12` is always ISO.
        data: The first and the last stamp there is, for `all`.

    Raises:
        UsageError: An unknown word, a date that does not exist, or a period not begun at as-of.
    """
    word = name.strip().lower()
    span = _all(as_of, data) if word == "all" else _closed(word, as_of, week_start)
    if span is None:
        words = [*_CLOSED, "last-7-days", "all"]
        raise unknown("period", name, words, f"{', '.join(words)}, {_DATES}")
    start, end = span
    if start > as_of:
        raise UsageError(f"period: {name} begins at {start}, after as-of ({as_of})")
    label = word.upper() if word[0].isdigit() else word.replace("-", " ")
    return _period(start, min(end, as_of), as_of, label)


def to_date(as_of: datetime, unit: str, week_start: int = 1) -> Period:
    """The month, quarter or year so far."""
    return _period(floor(as_of, unit, week_start), as_of, as_of, f"{unit} to date")


def to_date_bases(period: Period, unit: str) -> tuple[tuple[str, Period], ...]:
    """As many days of the month (quarter, year) before, and of the same one a year before.

    A base never runs past the end of its own month: 31 March meets the whole of February.
    """
    names = dict.fromkeys((f"prev-{unit}", "prev-year"))  # a year has but one base
    return tuple((name, _base(period, unit, name)) for name in names)


def days(period: Period) -> list[tuple[date, bool]]:
    """Each calendar day that the period touches, and whether it is covered whole."""
    first = floor(period.start, "day")
    count = -((first - period.end) // DAY) if period.start < period.end else 0
    midnights = (first + DAY * n for n in range(count))
    return [(at.date(), period.start <= at and at + DAY <= period.end) for at in midnights]


def shifted(period: Period, versus: str) -> Period:
    """The window that a period is compared with: shifted as a whole, same local clock times.

    Raises:
        UsageError: `versus` is none of COMPARISONS.
    """
    if versus not in _SHIFTS:
        raise unknown("versus", versus, COMPARISONS, ", ".join(COMPARISONS))
    start, end = _SHIFTS[versus](period)
    return Period(start, end, _earlier(period, versus), period.so_far)


def _before(period: Period) -> Span:
    for unit in MONTHS_IN:
        if (period.start, period.end) == whole(floor(period.start, unit), unit):
            return step(period.start, unit, -1), period.start
    return _by_days(period, max(1, len(days(period))))


def _by_days(period: Period, count: int) -> Span:
    return period.start - DAY * count, period.end - DAY * count


def _by_dates(period: Period, unit: str) -> Span:
    start, end = step(period.start, unit, -1), step(period.end, unit, -1)
    if period.start.day == period.end.day == 1 and at_midnight(period.start, period.end):
        return start, end  # whole months to whole months, however long each is
    if at_midnight(period.end) and period.start < period.end:
        end = step(period.end - DAY, unit, -1) + DAY  # its last day moves, not the day after
    if start >= end:  # clamped past each other, as 30 March 18:00 to 31 March 06:00 would be
        start = end - (period.end - period.start)
    return start, end


_SHIFTS: dict[str, Callable[[Period], Span]] = {
    "prev": _before,
    "prev-week": partial(_by_days, count=7),
    "prev-month": partial(_by_dates, unit="month"),
    "prev-year": partial(_by_dates, unit="year"),
    "prev-year-dow": partial(_by_days, count=364),
}
COMPARISONS = tuple(_SHIFTS)
_EARLIER = {"prev": "the period before", "prev-year-dow": "364 days earlier"}


def _earlier(period: Period, versus: str) -> str:
    words = _EARLIER.get(versus, f"a {versus.removeprefix('prev-')} earlier")
    return f"{period.name}, {words}"


def _base(period: Period, unit: str, versus: str) -> Period:
    start = step(period.start, versus.removeprefix("prev-"), -1)
    end = min(start + (period.end - period.start), step(start, unit, 1))
    return Period(start, end, _earlier(period, versus), so_far=not at_midnight(end))


def _period(start: datetime, end: datetime, as_of: datetime, name: str) -> Period:
    return Period(start, end, name, so_far=end == as_of and not at_midnight(end))


def _label(since: str | None, until: str | None) -> str:
    if since is None:
        return f"until {(until or 'now').strip()}"
    return f"since {since.strip()}" if until is None else f"{since.strip()} to {until.strip()}"


def _all(as_of: datetime, data: Span | None) -> Span:
    if data is None or data[0] >= as_of:  # what is stamped at or after as-of is not there yet
        return as_of, as_of
    return floor(data[0], "day"), floor(data[1], "day") + DAY


def _closed(word: str, as_of: datetime, week_start: int) -> Span | None:
    if word in _CLOSED:
        unit, count = _CLOSED[word]
        return whole(step(floor(as_of, unit, week_start), unit, count), unit)
    if found := _LAST_DAYS.fullmatch(word):
        today = floor(as_of, "day")
        return today - DAY * int(found[1]), today
    return dated(word, "day", "month", "quarter", "week", "year")
