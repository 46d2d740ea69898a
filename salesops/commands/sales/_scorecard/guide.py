"""The goals of the operator guide: what is asked where no file of goals is given."""

from datetime import date, datetime, time
from fractions import Fraction

from salesops.commands.sales._scorecard.goals import Base, Bounds, Goal
from salesops.errors import UsageError
from salesops.periods.dates import DAY, floor, step
from salesops.result import Period

BEFORE = 4
"""Whole weeks that the guide's baseline is the mean of."""
_LEARNING, _GROWING = 2, 4
"""The guide's weeks 1 to 2 and 3 to 4; from then on it asks for most."""
NAME = "Weekly revenue on baseline"
LEVELS = ((Fraction(120, 100), "level 3"), (Fraction(115, 100), "level 2"),
          (Fraction(105, 100), "level 1"))  # fmt: skip
"""Attainment that the guide's career levels ask for; who is promoted is not a tool's to say."""


def goals(start: str, week_start: int) -> tuple[Goal, ...]:
    """The guide's goals; `start` is the day on which its baseline ends, empty where not told."""
    return (
        Goal("target_attainment", "day", _least(100), name="Daily target"),
        *_weekly(start, week_start),
        _month("net_sales", "Revenue", Bounds(_share(10), _share(20)), Base()),
        _month("aov", "Average order value", _least(15), Base("prev-year")),
        _month("conversion", "Conversion", _least(10), Base("prev-year")),
        Goal("vip_retention", "month", _least(90), name="High-value retention"),
        Goal("lost_sales_share", "month", Bounds(None, _share(2)), name="Lost sales (estimate)"),
    )


def _month(metric: str, name: str, bounds: Bounds, base: Base) -> Goal:
    return Goal(metric, "month", bounds, grows=True, base=base, name=name)


def _weekly(start: str, week_start: int) -> tuple[Goal, ...]:
    """+5 %, then +10 to +15 %, then +20 % on the weeks before the start."""
    if not start:  # as though each week were the first
        return (Goal("net_sales", "week", _least(5), True, Base(count=BEFORE), NAME),)
    first = floor(datetime.combine(_day(start), time()), "week", week_start)
    before = Period(step(first, "week", -BEFORE), first, f"the {BEFORE} before the start", False)
    base = Base("baseline", baseline=before)
    growing, most = first + DAY * 7 * _LEARNING, first + DAY * 7 * _GROWING
    return (
        Goal("net_sales", "week", _least(5), True, base, NAME, None, *_span(first, growing)),
        Goal("net_sales", "week", Bounds(_share(10), _share(15)), True, base, NAME, None,
             *_span(growing, most)),
        Goal("net_sales", "week", _least(20), True, base, NAME, None, most.date()),
    )  # fmt: skip


def _span(start: datetime, end: datetime) -> tuple[date, date]:
    return start.date(), (end - DAY).date()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"[scorecard] start = {text!r} is no day as 2026-09-01") from None


def _share(percent: int) -> Fraction:
    return Fraction(percent, 100)


def _least(percent: int) -> Bounds:
    return Bounds(_share(percent), None)
