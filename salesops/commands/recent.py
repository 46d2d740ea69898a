"""The last four weeks, and the last weeks one by one: over what an answer about now tells speed."""

from datetime import datetime, timedelta

from salesops.periods.dates import floor
from salesops.result import Period

RECENT = timedelta(days=28)
"""Four of each weekday."""
WEEK = timedelta(days=7)


def last_28_days(as_of: datetime) -> Period:
    """The 28 full days before the day of as-of, and that day so far."""
    today = floor(as_of, "day")
    return Period(today - RECENT, as_of, "last 28 days", so_far=as_of != today)


def first_week(as_of: datetime, weeks: int, week_start: int) -> datetime:
    """The midnight that the first of so many weeks begins with, the last of which holds as-of.

    Args:
        as_of: The question's now.
        weeks: How many.
        week_start: ISO weekday that a week begins on, 1 (Monday) to 7.
    """
    return floor(as_of, "week", week_start) - WEEK * (weeks - 1)
