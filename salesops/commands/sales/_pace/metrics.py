"""The numbers of pace by name."""

from salesops.commands.sales._pace.ends import End, Ends
from salesops.result import Metric
from salesops.units import Unit

_SELF = 3
"""The first few tell of the end itself, the others of it against the target."""


def metrics(ends: Ends) -> tuple[Metric, ...]:
    """The day in prose and data; the month, which prose shows as a table, in data."""
    course, day = ends.course, ends.day
    usual = None if course.usual is None or not course.timed else ends.money(course.usual.so_far)
    orders = course.usual_orders("orders_so_far") if course.timed else None
    return (
        Metric("so_far", "Net sales so far", day.so_far, Unit.MONEY),
        Metric("usual_so_far", "Usual by now", usual, Unit.MONEY, good=""),
        Metric("usual_share", "Usual share of the day", ends.usual_share, Unit.PERCENT, good=""),
        *([_guess(ends)] if ends.guess is not None else []),
        *_end(day, "", "", shown=True),
        Metric("orders", "Orders so far", course.now.orders, Unit.COUNT),
        Metric("usual_orders", "Orders usual by now", _whole(orders), Unit.COUNT, good=""),
        Metric("month_so_far", "Month so far", ends.month.so_far, Unit.MONEY, shown=False),
        *_end(ends.month, "month_", "Month: ", shown=False),
        Metric("month_stretches", "Stretches apart", ends.stretches, Unit.COUNT, shown=False),
    )


def _guess(ends: Ends) -> Metric:
    return Metric("guess", "End of the day, a guess", ends.guess, Unit.MONEY)


def _whole(orders: float | None) -> int | None:
    return None if orders is None else round(orders)


def _end(end: End, prefix: str, title: str, *, shown: bool) -> list[Metric]:
    named = (
        ("expected", "Expected end", end.expected, Unit.MONEY),
        ("lo80", "80 % interval, low", end.low, Unit.MONEY),
        ("hi80", "80 % interval, high", end.high, Unit.MONEY),
        ("target", "Target", end.target, Unit.MONEY),
        ("gap", "Gap to the target", end.gap, Unit.MONEY),
        ("expected_gap", "Expected gap at the end", end.expected_gap, Unit.MONEY),
        ("p_target", "Chance of the target", end.chance, Unit.PERCENT),
    )
    aimed = end.target is not None  # without one, four lines of n/a would say nothing
    return [
        Metric(
            f"{prefix}{name}", f"{title}{label}", value, unit, shown=shown and (n < _SELF or aimed)
        )
        for n, (name, label, value, unit) in enumerate(named)
    ]
