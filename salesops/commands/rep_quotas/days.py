"""The quota of some days, made of quotas of months, quarters or years."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache

from salesops.errors import UsageError
from salesops.models.ramp import Service
from salesops.periods.dates import at_midnight, dated, floor, step
from salesops.units import rounded

_INSIDE = {"year": "quarter", "quarter": "month", "month": "day"}


@dataclass(frozen=True)
class Part:
    """What one stated quota adds to the days asked for: those of [first, after)."""

    value: Decimal
    days: int
    """Of its whole period."""
    first: date
    after: date

    @property
    def whole(self) -> bool:
        """All of its period is asked for."""
        return (self.after - self.first).days == self.days


@dataclass(frozen=True)
class Quota:
    """The quota of some days, as stated and after the ramp."""

    stated: Decimal
    ramped: Decimal
    prorated: bool
    """Some period lies in these days only in part, and counts by its days."""


def quota(
    lines: Mapping[str, Decimal], first: date, after: date, service: Service, places: int
) -> Quota | None:
    """The quota of [first, after); None where no line is of any of these days.

    The finest lines that cover the days count, so that a quarter is never added to its own months.
    Where nothing covers all of them, what there is counts.
    """
    parts = list(_parts(lines, first, after))
    if not parts:
        return None
    stated = sum((Fraction(p.value) * (p.after - p.first).days / p.days for p in parts), Fraction())
    ramped = sum(
        (Fraction(p.value) * service.due(p.first, p.after) / p.days for p in parts), Fraction()
    )
    return Quota(_money(stated, places), _money(ramped, places), not all(p.whole for p in parts))


def come(moment: datetime) -> date:
    """The day after the last that has begun: what closed until then is credited."""
    return moment.date() if at_midnight(moment) else moment.date() + timedelta(days=1)


def _money(value: Fraction, places: int) -> Decimal:
    return rounded(Decimal(value.numerator) / Decimal(value.denominator), places)


def _parts(lines: Mapping[str, Decimal], first: date, after: date) -> Iterator[Part]:
    finest = "day" if any(len(name) == len("2026-09-18") for name in lines) else "month"
    year = floor(datetime.combine(first, time()), "year")
    while year.date() < after:
        yield from _some(lines, "year", year, (first, after), finest)
        year = step(year, "year", 1)


def _some(
    lines: Mapping[str, Decimal], unit: str, start: datetime, asked: tuple[date, date], finest: str
) -> list[Part]:
    """The lines that cover the days asked for of one unit; where none do, those there are."""
    covered = _covering(lines, unit, start, asked, finest)
    if covered is not None or unit == finest:
        return covered or []
    inside = _INSIDE[unit]
    return [
        part
        for begin in _begins(inside, start, step(start, unit, 1))
        for part in _some(lines, inside, begin, asked, finest)
    ]


def _covering(
    lines: Mapping[str, Decimal], unit: str, start: datetime, asked: tuple[date, date], finest: str
) -> list[Part] | None:
    """The finest lines that cover all days asked for of one unit; None where none do."""
    end = step(start, unit, 1)
    first, after = max(start.date(), asked[0]), min(end.date(), asked[1])
    if first >= after:
        return []
    if unit != finest:
        inside = _INSIDE[unit]
        found = [
            _covering(lines, inside, begin, asked, finest) for begin in _begins(inside, start, end)
        ]
        if all(one is not None for one in found):
            return [part for one in found if one for part in one]
    value = lines.get(name_of(start, unit))
    return None if value is None else [Part(value, (end - start).days, first, after)]


def _begins(unit: str, start: datetime, end: datetime) -> Iterator[datetime]:
    while start < end:
        yield start
        start = step(start, unit, 1)


def name_of(start: datetime, unit: str) -> str:
    """The period of that unit as quotas name it: 2026-09-18, 2026-09, 2026-Q3, 2026."""
    if unit == "quarter":
        return f"{start.year}-Q{(start.month + 2) // 3}"
    return {"year": f"{start:%Y}", "month": f"{start:%Y-%m}", "day": f"{start:%Y-%m-%d}"}[unit]


@cache
def span_of(period: str) -> tuple[datetime, datetime] | None:
    """The days that a line's period names; None where it names none."""
    try:
        return dated(period.lower(), "day", "month", "quarter", "year")
    except UsageError:  # 2026-13
        return None
