"""What explain concludes of a fall past the limits, and what it offers to the day's queue."""

from collections.abc import Sequence
from decimal import Decimal

from salesops.commands.opportunities import HORIZON, Kind, Opportunity, Owner
from salesops.commands.sales._explain import words
from salesops.commands.sales._explain.causes import EFFECT, Cause
from salesops.commands.sales._explain.season import Season
from salesops.commands.sales._explain.story import MIDNIGHT, Story
from salesops.period import days
from salesops.result import Finding, Level, Period, Report
from salesops.units import Unit, signed, text

CODE = "sales-drop-explained"
DAY = 24 * 60 * 60


def drop(story: Story, season: Season, found: Sequence[Cause]) -> Finding | None:
    """A fall past the limits with its first cause; a remark where such a period is usual."""
    limits, fall = story.limits, story.moved.change_pct
    if not found or fall is None or fall >= limits.drop or -story.change < limits.drop_amount:
        return None
    if story.against[2].orders < limits.drop_orders or story.ledger.stale():
        return None
    first = found[0]
    action = "As usual for the season: plan for it." if season.usual else first.action
    return Finding(
        Level.INFO if season.usual else Level.WARNING,
        "sales-drop-explained",
        f"{words.change(story)}, first through {first.cause} ({first.what}): "
        f"{story.signed(first.amount)}. {action}",
        {
            "change": story.change,
            "change_pct": fall,
            "cause": first.cause,
            "kind": first.kind,
            "name": first.name,
            "amount": first.amount,
            "orders": [story.against[2].orders, story.ledger.now.orders],
            "usual": season.usual if season.told else None,
        },
    )


def short(report: Report) -> str:
    """The headline in fewer words; as it is without a period to compare with, or stale."""
    causes = report.table("causes").rows
    if not causes or report.stale:
        return report.headline
    base = report.value("base")
    usual = {row.what: text(row.net_sales, Unit.MONEY) for row in report.table("season").rows}
    band = [usual[name] for name in ("Usual: low end", "Usual: high end") if name in usual]
    said = f"Net sales {text(report.value('net_sales'), Unit.MONEY)}, {text(base, Unit.MONEY)} a week before"
    if band:
        said += f"; usual is {' to '.join(band)}"
    first = causes[0]
    doubt = "" if first.sure else ", may be chance"
    return f"{said}. {first.cause}: {signed(first.amount, Unit.MONEY)}{doubt}."


def opportunities(report: Report) -> Sequence[Opportunity]:
    """The fall, if it is past the limits and not usual, as one thing to mend."""
    found = report.finding(CODE)
    if found is None or found.level is not Level.WARNING or report.period is None:
        return ()
    first = report.table("causes").rows[0]
    seconds = (report.period.end - report.period.start).total_seconds()
    amount = -Decimal(found.facts["change"]) * HORIZON * DAY / Decimal(seconds)
    about = "net sales" if first.kind == EFFECT else f"{first.kind} {first.name}"
    return (
        Opportunity(
            Kind.BLOCKER,
            about,
            found.message,
            first.action or "Find out why.",
            amount,
            float(report.limit("explain.goes_on")),
            "default: explain.goes_on",
            Owner(first.owner),
            f"explain {_window(report.period)}",
        ),
    )


def _window(period: Period) -> str:
    """The options that name a window."""
    whole = period.start.time() == period.end.time() == MIDNIGHT
    if whole and len(days(period)) == 1:
        return f"--period {period.start:%Y-%m-%d}"
    start, end = (text(at, Unit.INSTANT) for at in (period.start, period.end))
    return f"--since '{start}' --until '{end}'"
