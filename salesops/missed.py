"""The reports that were missed: cron did not run, and each of them has a window of its own."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from salesops import period
from salesops.errors import UsageError
from salesops.result import Period

MOST = 31
"""A month of days: who was away for longer asks for what is still of use."""
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class Missed:
    """When each report that is not there would have been asked for, oldest first."""

    mornings: tuple[datetime, ...]
    more: bool = False
    """There are still earlier ones, which are past the limit."""


def last_day(window: Period) -> date:
    """The last day that a report is about, and is called after."""
    return (window.end - _TICK).date()


def since(newest: date, window: Period, as_of: datetime) -> Missed:
    """The windows that closed after the day `newest` and before this one.

    The morning of each is where the window after it begins, at the clock time of as-of.

    Raises:
        UsageError: the window is none that closes and has another one before it.
    """
    found: list[datetime] = []
    now = _before(window, as_of)
    while last_day(now) > newest:
        if len(found) == MOST:
            return Missed(tuple(reversed(found)), more=True)
        found.append(datetime.combine(now.end, as_of.time()))
        now = _before(now, as_of)
    return Missed(tuple(reversed(found)))


def _before(window: Period, as_of: datetime) -> Period:
    """What the same words mean at the first morning of a window: the window that ends there.

    A week begins on the weekday that this one begins on, whatever [time] week_start says.
    """
    morning = datetime.combine(window.start, as_of.time())
    word = window.name.replace(" ", "-")
    try:
        before = period.closed(word, morning, window.start.isoweekday())
    except UsageError:
        before = window
    if before.end != window.start or before.start == before.end:
        raise UsageError(
            f"--since-last: a report of {window.name} has none before it that could be missed; "
            "one of yesterday, last-week, last-month, last-quarter or last-year has"
        )
    return before
