"""What explain offers to the day's queue: the fall, with its first cause."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.opportunities import HORIZON, Kind, Opportunity, Owner, assumed
from salesops.commands.sales._explain.causes import EFFECT
from salesops.commands.sales._explain.story import MIDNIGHT
from salesops.period import days
from salesops.result import Level, Period, Report
from salesops.units import Unit, text

CODE = "sales-drop-explained"
DAY = 24 * 60 * 60


def offers(report: Report) -> Iterator[Opportunity]:
    """The fall, if it is past the limits and not usual, as one thing to mend."""
    found = report.finding(CODE)
    if found is None or found.level is not Level.WARNING or report.period is None:
        return
    first = report.table("causes").rows[0]
    action = first.action or "Find out why."
    fall = -Decimal(found.facts["change"])
    seconds = (report.period.end - report.period.start).total_seconds()
    yield Opportunity(
        kind=Kind.BLOCKER,
        about="net sales" if first.kind == EFFECT else f"{first.kind} {first.name}",
        what=found.message,
        action=action,
        amount=fall * HORIZON * DAY / Decimal(seconds),
        probability=float(report.limit("explain.goes_on")),
        basis=assumed("explain.goes_on"),
        owner=Owner(first.owner),
        more=f"explain {_window(report.period)}",
        brief=f"{action.removesuffix('.')}: net sales fell {report.money(fall)}",
    )


def _window(period: Period) -> str:
    """The options that name a window."""
    whole = period.start.time() == period.end.time() == MIDNIGHT
    if whole and len(days(period)) == 1:
        return f"--period {period.start:%Y-%m-%d}"
    start, end = (text(at, Unit.INSTANT) for at in (period.start, period.end))
    return f"--since '{start}' --until '{end}'"
