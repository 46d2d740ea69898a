"""What pace concludes: whether the data can be trusted, and whether day and month fall behind."""

from typing import Any

from salesops.commands.sales._pace.ends import End, Ends
from salesops.commands.sales._pace.words import money
from salesops.result import Finding, Level
from salesops.units import Unit, text


def silence(ends: Ends, quiet: int) -> Finding | None:
    """No order for so long that either the export is from earlier, or the shop stands still."""
    course = ends.course
    if not course.timed or course.usual is None or course.closed_today:
        return None
    usual = course.usual_orders("orders_in_silence")
    if usual is None or usual < quiet or course.now.orders_in_silence:
        return None
    last = course.last_order
    if last is None:
        return None
    since = f"since {last:%H:%M}" if last >= course.midnight else "today"
    return Finding(
        Level.WARNING,
        "no-orders-since",
        f"No order {since}, and usually {usual:.0f} come until {course.as_of:%H:%M}: the export is "
        "from before, or nothing can be bought. Export again, or ask as of the last order: "
        f"--as-of '{last:%Y-%m-%d %H:%M}'.",
        {"since": last, "usual_orders": round(usual, 1)},
    )


def behind(ends: Ends, limits: Any) -> Finding | None:
    """The day ends below its target, most likely, and by an amount that matters."""
    course, day, done = ends.course, ends.day, ends.usual_share or 0.0
    if course.closed_today or done < limits.begun or not _behind(day, limits):
        return None
    return Finding(
        Level.WARNING,
        "behind-target",
        f"Today is behind: {money(ends, day.so_far)} so far, expected {_text(ends, day.expected)} "
        f"of the target {_text(ends, day.target)}; it is reached with a chance of "
        f"{text(day.chance, Unit.PERCENT)}. {_text(ends, day.gap)} are still to be sold.",
        _facts(day) | {"usual_share": round(done, 4)},
    )


def month_behind(ends: Ends, limits: Any) -> Finding | None:
    """The month ends below its target, most likely, and by an amount that matters."""
    month = ends.month
    gone = 1 - len(ends.later) / ends.open_days if ends.open_days else 0.0
    if gone < limits.begun or not _behind(month, limits):
        return None
    return Finding(
        Level.WARNING,
        "month-behind-target",
        f"{ends.course.today:%B} is behind: {money(ends, month.so_far)} so far, expected "
        f"{_text(ends, month.expected)} of the target {_text(ends, month.target)}; it is reached "
        f"with a chance of {text(month.chance, Unit.PERCENT)}. {len(ends.later)} open days are "
        "left after today.",
        _facts(month) | {"days_left": len(ends.later)},
    )


def _behind(end: End, limits: Any) -> bool:
    if end.chance is None or end.expected_gap is None or end.target is None:
        return False
    matters = float(end.expected_gap) >= limits.gap * float(end.target)
    return bool(matters and end.chance < limits.unlikely)


def _facts(end: End) -> dict[str, Any]:
    return {
        "so_far": end.so_far,
        "expected": end.expected,
        "target": end.target,
        "expected_gap": end.expected_gap,
        "p_target": round(end.chance or 0.0, 4),
    }


def _text(ends: Ends, value: Any) -> str:
    return text(value, Unit.MONEY, ends.course.asked.db.book.currency)
