"""The store's own clock: its zone, the export's moment, and business hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Chicago")
# A Friday mid-afternoon: today is an ordinary part-day, so like-for-like comparison matters.
AS_OF = datetime(2026, 9, 18, 15, 10, tzinfo=ZONE)
TODAY = AS_OF.date()
# 26 months back: two whole years and a third racing season.
FIRST_DAY = date(2024, 7, 15)
# The last orders leave room for their payment to be stamped before the export.
LAST_ORDER = AS_OF - timedelta(minutes=3)

_OPENS, _CLOSES = 8 * 60, 17 * 60
_SATURDAY = 5
_DAY = timedelta(days=1)


def at(day: date, second: int) -> datetime:
    """Return the moment `second` seconds into a local day, moved past the hour DST skips."""
    wall = datetime.combine(day, time(), ZONE) + timedelta(seconds=second)
    return wall.astimezone(UTC).astimezone(ZONE)


def stamp(moment: datetime | None) -> str:
    """Write a moment as Shopify does, or nothing."""
    return moment.strftime("%Y-%m-%d %H:%M:%S %z") if moment else ""


def after_work(start: datetime, minutes: int) -> datetime:
    """Return when `minutes` of business time have passed (Monday to Friday, 8 to 17)."""
    day, minute = start.date(), max(_OPENS, start.hour * 60 + start.minute)
    while True:
        left = max(0, _CLOSES - minute) if day.weekday() < _SATURDAY else 0
        if minutes <= left:
            return at(day, (minute + minutes) * 60 + start.second)
        day, minute, minutes = day + _DAY, _OPENS, minutes - left
