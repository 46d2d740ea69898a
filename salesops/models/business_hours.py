"""Hours that count for a promise: every hour of every day, or a shop's working hours."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from salesops.errors import UsageError
from salesops.units import counted

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"(\d\d):(\d\d) *- *(\d\d):(\d\d)")
_HOUR, _MINUTE = 3600, 60
DAY = timedelta(days=1)
WHOLE = 24 * _HOUR
"""Seconds of a day."""


@dataclass(frozen=True)
class Calendar:
    """The days of the week that are worked, from when to when, and the holidays."""

    weekdays: frozenset[int]
    """ISO numbers, Monday 1."""
    opens: int
    """Seconds after midnight, as `closes`."""
    closes: int
    holidays: frozenset[date]

    @property
    def always(self) -> bool:
        """Every hour of every day counts."""
        return self == ALWAYS

    def worked(self, day: date) -> bool:
        """Whether any hour of the day counts."""
        return day.isoweekday() in self.weekdays and day not in self.holidays

    def seconds(self, day: date) -> int:
        """The seconds of a day that count."""
        return self.closes - self.opens if self.worked(day) else 0

    def elapsed(self, start: datetime, end: datetime) -> float:
        """The hours between that count; 0 where the end is first."""
        if self.always or end <= start:
            return max((end - start).total_seconds(), 0) / _HOUR
        first, last = start.date(), end.date()
        whole = sum(self.seconds(first + DAY * n) for n in range((last - first).days))
        return (whole + self._into(end) - self._into(start)) / _HOUR

    def _into(self, moment: datetime) -> float:
        """The seconds of its day that count before it."""
        if not self.worked(moment.date()):
            return 0
        gone = (moment - datetime.combine(moment.date(), time())).total_seconds()
        return min(max(gone - self.opens, 0), self.closes - self.opens)

    def days(self, first: date, last: date) -> Iterator[tuple[date, int, int, int]]:
        """Each day: when it opens and closes, and the seconds that counted before it."""
        before = 0
        for n in range((last - first).days + 1):
            day = first + DAY * n
            shuts = self.closes if self.worked(day) else self.opens
            yield day, self.opens, shuts, before
            before += shuts - self.opens

    @property
    def spoken(self) -> str:
        """As a reader would say it."""
        if self.always:
            return "every hour of every day"
        days = ", ".join(WEEKDAYS[n - 1] for n in sorted(self.weekdays))
        free = f", without {counted(len(self.holidays), 'holiday')}" if self.holidays else ""
        return f"{days}, {_clock(self.opens)} to {_clock(self.closes)}{free}"


ALWAYS = Calendar(frozenset(range(1, 8)), 0, WHOLE, frozenset())


def calendar(weekdays: str, hours: str, holidays: str, where: str) -> Calendar:
    """The calendar of three settings; empty ones are every day, every hour and no holiday.

    Args:
        weekdays: As `mon-fri` or `mon,tue,sat`.
        hours: As `09:00-17:00`.
        holidays: Dates, by commas.
        where: The section of the settings, for the messages.

    Raises:
        UsageError: one of them is written another way.
    """
    opens, closes = _hours(hours, where)
    return Calendar(_weekdays(weekdays, where), opens, closes, _dates(holidays, where))


def _weekdays(text: str, where: str) -> frozenset[int]:
    if not text.strip():
        return ALWAYS.weekdays
    found: set[int] = set()
    for part in text.lower().replace(" ", "").split(","):
        first, _, last = part.partition("-")
        if first not in WEEKDAYS or (last or first) not in WEEKDAYS:
            raise UsageError(
                f'{where} business_days = "{text}": write days as "mon-fri" or "mon,tue,sat"'
            )
        start, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        found |= {(start + n) % 7 + 1 for n in range((end - start) % 7 + 1)}
    return frozenset(found)


def _hours(text: str, where: str) -> tuple[int, int]:
    if not text.strip():
        return 0, WHOLE
    if found := _SPAN.fullmatch(text.strip()):
        h, m, to_h, to_m = (int(part) for part in found.groups())
        opens, closes = h * _HOUR + m * _MINUTE, to_h * _HOUR + to_m * _MINUTE
        if m < _MINUTE > to_m and opens < closes <= WHOLE:
            return opens, closes
    raise UsageError(f'{where} hours = "{text}": write from and to within a day, as "09:00-17:00"')


def _dates(text: str, where: str) -> frozenset[date]:
    try:
        return frozenset(date.fromisoformat(d.strip()) for d in text.split(",") if d.strip())
    except ValueError as error:
        raise UsageError(
            f'{where} holidays = "{text}": write dates by commas, as "2026-12-25,2026-12-26"'
        ) from error


def _clock(seconds: int) -> str:
    return f"{seconds // _HOUR:02}:{seconds % _HOUR // _MINUTE:02}"
