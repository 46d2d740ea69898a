"""How pace lays out the day, the month and its own past."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.sales._pace.ends import Ends
from salesops.commands.sales._pace.rows import Hour, Part, Tried
from salesops.models.day_course import HOURS, Filling, filling
from salesops.result import Table
from salesops.units import Unit, counted, text

SEEN = 0.01
"""The share of a day with which it has begun, and without which it is over."""
TO_COME = "to come"


def tables(ends: Ends) -> tuple[Table, ...]:
    """The day hour by hour, the parts of the month, and how good this was before."""
    clock = f"{ends.course.as_of:%H:%M}"
    hours = list(_hours(ends))
    tried = _tried(ends, clock)
    return (
        Table("day", "Today, by the clock", Hour, hours, _day_note(ends), shown=bool(hours)),
        Table(
            "month", f"Month {ends.course.today:%Y-%m}", Part, list(_parts(ends)), _month_note(ends)
        ),
        Table(
            "record",
            "How good this was on past days, each told from the days before it alone",
            Tried,
            [tried],
            shown=bool(tried.days),
        ),
    )


def _hours(ends: Ends) -> Iterator[Hour]:
    course, share = ends.course, ends.usual_share
    if share is None or course.usual is None or ends.outlook is None or course.closed_today:
        return
    found = filling(course.past, course.hours, course.today, course.usual.levels)
    if found is None or found.hours[1] == 1:  # all at midnight: days without times
        return
    now = course.as_of.hour
    sharp = course.as_of == course.as_of.replace(minute=0, second=0, microsecond=0)
    for end in _open(found):
        if end <= now and not (sharp and end == now):
            yield _row(ends, f"{end:02}:00", found.meeting(share, end, past=True), end)
    yield _row(ends, f"{course.as_of:%H:%M}", share, None)
    for end in _open(found):
        if end > now:
            yield _row(ends, f"{end:02}:00", found.meeting(share, end, past=False), end)


def _open(found: Filling) -> list[int]:
    """The full hours that a usual day fills, the first with something and the first with all."""
    ends = range(1, HOURS + 1)
    first = next((h for h in ends if found.hours[h] >= SEEN), HOURS)
    last = next((h for h in ends if all(s >= 1 - SEEN for s in found.hours[h:])), HOURS)
    return [*range(first, last), HOURS]


def _row(ends: Ends, until: str, share: float, hour: int | None) -> Hour:
    """A row; `hour` None is as-of itself."""
    course = ends.course
    assert course.usual is not None  # noqa: S101 - there are no rows without
    usual = ends.money(share * (course.usual.so_far + course.usual.rest))
    if hour is None:
        came: Decimal | None = course.now.so_far
    else:
        came = _came(ends, hour) if hour <= course.as_of.hour else None
    return Hour(
        until,
        share,
        usual,
        came,
        None if came is None else came - usual,
        _going_on(ends, share) if came is None else came,
        TO_COME if came is None else None,
    )


def _came(ends: Ends, hour: int) -> Decimal:
    sums = ends.course.hours.get(ends.course.today, {})
    return sum((value for at, value in sums.items() if at < hour), Decimal(0))


def _going_on(ends: Ends, share: float) -> Decimal | None:
    """What is to come fills the rest of the day as it usually is filled."""
    done, day = ends.usual_share or 0.0, ends.day
    if day.expected is None:
        return None
    part = (share - done) / (1 - done) if done < 1 else 1.0
    return ends.money(day.so_far + (day.expected - day.so_far) * Decimal(part))


def _day_note(ends: Ends) -> str:
    weekday = f"{ends.course.today:%A}"
    return (
        f"Usual is a recent {weekday}, other weekdays counting less; expected goes on from so far."
    )


def _parts(ends: Ends) -> Iterator[Part]:
    """What the month is made of, to the cent."""
    month, day = ends.month, ends.day
    to_come = later = None
    if day.expected is not None:
        to_come = day.expected - day.so_far
    if day.expected is not None and month.expected is not None:
        later = month.expected - ends.before - day.expected
    left = counted(len(ends.later), "later open day")
    yield Part(f"Before today, {counted(ends.course.today.day - 1, 'day')}", ends.before, None)
    yield Part("Today so far", day.so_far, None)
    yield Part("Today, still to come", to_come, ends.reason)
    yield Part(f"Then {left}", later, ends.month_reason)
    yield Part("Expected", month.expected, ends.month_reason)


def _month_note(ends: Ends) -> str:
    month, currency = ends.month, ends.course.asked.db.book.currency
    said = []
    if month.low is not None:
        low, high = text(month.low, Unit.MONEY, currency), text(month.high, Unit.MONEY, currency)
        said.append(f"80 % interval {low} to {high}")
    if month.target is not None:
        said.append(f"target {text(month.target, Unit.MONEY, currency)}")
    if month.chance is not None:
        said.append(f"chance of the target {text(month.chance, Unit.PERCENT)}")
    if ends.paths is not None and ends.later:
        said.append(
            f"its spread is of past stretches as long, about {ends.stretches} without overlap"
        )
    return f"{'; '.join(said)}." if said else ""


def _tried(ends: Ends, clock: str) -> Tried:
    return Tried(clock, ends.record.days, ends.record.wape, ends.record.covered)
