"""Which open deals are asked for: those expected to close in a window, which may lie ahead."""

from datetime import date, datetime, timedelta

from salesops.errors import UsageError, meant
from salesops.periods.dates import DAY, EARLIEST, Span, dated, floor, step, whole
from salesops.periods.words import named
from salesops.result import Period

_COUNTS = {"last": -1, "this": 0, "next": 1}
_UNITS = ("week", "month", "quarter", "year")
_WORDS = tuple(f"{which}-{unit}" for which in _COUNTS for unit in _UNITS)


def closing(
    since: str | None,
    until: str | None,
    period: str | None,
    as_of: datetime,
    week_start: int,
    last: date | None,
) -> Period | None:
    """The window of close dates that the options name; None where they name none.

    Args:
        since: From that day on.
        until: To that day, which is in it; it may lie ahead.
        period: A whole calendar period, to its end.
        as_of: The question's now.
        week_start: ISO weekday that a week begins on.
        last: The last close date of an open deal: the end where none is named.

    Raises:
        UsageError: both kinds of option, an unknown word, or a window that ends before it begins.
    """
    if period is not None:
        if since is not None or until is not None:
            raise UsageError("--period is a window by itself: leave --since and --until")
        if period.strip().lower() == "all":
            return None
        return Period(*_whole(period, as_of, week_start), f"closing {period.strip()}", False)
    if since is None and until is None:
        return None
    start = EARLIEST if since is None else floor(named("since", since, as_of, ())[0], "day")
    end = named("until", until, as_of, ())[1] if until else max(_after(last), start + DAY)
    if start >= end:
        raise UsageError(f"nothing lies between since {since} ({start}) and until {until} ({end})")
    said = " ".join(filter(None, [since and f"since {since}", until and f"until {until}"]))
    return Period(start, floor(end + DAY - timedelta.resolution, "day"), f"closing {said}", False)


def _after(last: date | None) -> datetime:
    return EARLIEST if last is None else datetime(last.year, last.month, last.day) + DAY  # noqa: DTZ001


def _whole(text: str, as_of: datetime, week_start: int) -> Span:
    word = text.strip().lower()
    which, _, unit = word.partition("-")
    if which in _COUNTS and unit in _UNITS:
        return whole(step(floor(as_of, unit, week_start), unit, _COUNTS[which]), unit)
    if span := dated(word, "day", "month", "quarter", "week", "year"):
        return span
    raise UsageError(f"--period {text}: {meant(word, _WORDS)}, 2026-10, 2026-Q4, all")
