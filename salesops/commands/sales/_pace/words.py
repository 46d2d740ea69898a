"""What pace says in words: its headline and its notes."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from salesops.commands.sales._pace.ends import NO_TIMES, End, Ends
from salesops.models.usual import METHOD
from salesops.result import Finding, Report
from salesops.units import Unit, counted, text

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NAMED = 5
"""Days off that a note names."""
LIKELY = 0.5
HOUR = timedelta(hours=1)


def money(ends: Ends, value: object) -> str:
    """An amount with its currency."""
    currency = ends.course.asked.db.book.currency
    return f"{_bare(ends, value)}{f' {currency}' if currency else ''}"


def _bare(ends: Ends, value: object) -> str:
    return text(value, Unit.MONEY, ends.course.asked.db.book.currency)


def headline(ends: Ends, doubt: Finding | None, unlikely: float) -> str:
    """One sentence: how the day stands, where it ends, and whether that is enough."""
    if doubt is not None:
        return doubt.message
    course, day = ends.course, ends.day
    if course.closed_today:
        return f"The shop is closed on {course.today:%A}s: nothing is expected today."
    if day.expected is None:
        return f"{_so_far(ends)}; {_untold(ends)}."
    return f"{_verdict(day, unlikely)}{_so_far(ends)}{_ends(ends)}{_of_month(ends)}."


def short(report: Report) -> str:
    """The headline in fewer words; as it is where nothing is expected, or the data is doubted."""
    number = {metric.name: metric.value for metric in report.metrics}
    doubted = report.stale or report.finding("no-orders-since")
    if doubted or not number["expected"]:
        return report.headline
    verdict, _, _ = report.headline.partition(": ")
    aimed = f"{verdict}: " if number["p_target"] is not None else ""
    so_far, end = (report.money(number[name]) for name in ("so_far", "expected"))
    return f"{aimed}{so_far} so far, {end} expected{_aims(report, number)}."


def _aims(report: Report, number: Mapping[str, Any]) -> str:
    """The chances of the day's target and of the month's, where there are some."""
    said = []
    for prefix, whose in (("", "target"), ("month_", "the month's")):
        if number[f"{prefix}p_target"] is not None:
            target = report.money(number[f"{prefix}target"])
            chance = text(number[f"{prefix}p_target"], Unit.PERCENT)
            said.append(f"{whose} {target} with {chance}")
    return f"; {', '.join(said)}" if said else ""


def _so_far(ends: Ends) -> str:
    course = ends.course
    said = f"{money(ends, ends.day.so_far)} so far at {course.as_of:%H:%M}"
    if course.usual is None or not course.timed or course.as_of == course.midnight:
        return said
    return f"{said} (usual {_bare(ends, ends.money(course.usual.so_far))})"


def _verdict(day: End, unlikely: float) -> str:
    if day.chance is None:
        return ""
    if day.chance >= LIKELY:
        return "On track: "
    return "In doubt: " if day.chance >= unlikely else "Behind: "


def _ends(ends: Ends) -> str:
    day = ends.day
    low, high = _bare(ends, day.low), _bare(ends, day.high)
    said = f", expected end about {_bare(ends, day.expected)} (80 % interval {low} to {high})"
    if day.chance is None:
        return said
    target, chance = _bare(ends, day.target), text(day.chance, Unit.PERCENT)
    return f"{said}; the target {target} is reached with a chance of {chance}"


def _of_month(ends: Ends) -> str:
    month = ends.month
    if month.chance is None:
        return ""
    target, chance = _bare(ends, month.target), text(month.chance, Unit.PERCENT)
    return f", the month's {target} with {chance}"


def _untold(ends: Ends) -> str:
    if ends.reason == NO_TIMES:
        return "the exports state days without times, so how the day goes on is not told"
    if ends.guess is None:
        return "the history is too short to tell the end of the day"
    return f"the history is too short: about {money(ends, ends.guess)} by a guess, the usual share"


def notes(ends: Ends) -> Iterator[str]:
    """What a reader must know to trust the numbers."""
    course = ends.course
    yield from _days(ends)
    yield from _times(ends)
    if ends.day.target is None:
        yield _no_target(ends)
    elif ends.said is None and course.today.isoformat() not in ends.targets:
        yield "The day's target is its even share of a longer one, open or closed day alike."
    if any(course.today < day for day in ends.later):
        yield "Holidays and campaigns ahead are not known to the month's expectation."


def _no_target(ends: Ends) -> str:
    if ends.course.asked.db.book.filtered:
        return "Under --where, targets of all orders do not apply: name one with --target."
    return "No target of today is known: name one with --target, or export targets."


def _days(ends: Ends) -> Iterator[str]:
    """Which days were learnt from, and which not."""
    course = ends.course
    found = course.calendar
    if not ends.outlook and course.timed:
        need = METHOD.first + METHOD.least
        yield f"An expectation needs {need} open days before today; there are {len(course.kept)}."
    if closed := [WEEKDAYS[n] for n in sorted(found.closed)]:
        yield f"No orders on {' and '.join(f'{name}s' for name in closed)}: taken as closed."
    off = [day for day in found.off if (course.today - day).days <= METHOD.memory]
    if off:
        yield f"{_listed(off)} had no order: taken as days off, and not learnt from."


def _listed(days: list[date]) -> str:
    names = ", ".join(f"{day}" for day in days[-NAMED:])
    more = len(days) - NAMED
    return f"{counted(more, 'day')} and {names}" if more > 0 else names


def _times(ends: Ends) -> Iterator[str]:
    course, book = ends.course, ends.course.asked.db.book
    if book.reach is not None:
        yield (
            f"So far ends at as-of, {text(course.as_of, Unit.INSTANT)}; the last stamp in the "
            f"data is {text(min(book.reach[1], course.as_of), Unit.INSTANT)}."
        )
    hours = _length(course.midnight, book.zone)
    if hours not in (None, 24):
        yield f"Today has {hours} hours; days are compared by the local clock."
    if not course.timed:
        yield "Ask at a midnight, as with --as-of and a date, for what a whole day brings."


def _length(midnight: datetime, zone: str) -> int | None:
    """Hours of the day that begins there; None where the zone is not known."""
    try:
        place = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    after = midnight + timedelta(days=1)
    length = after.replace(tzinfo=place).timestamp() - midnight.replace(tzinfo=place).timestamp()
    return round(length / HOUR.total_seconds())
