"""What leads offers to the day's queue: leads that nobody has answered, as one thing to do."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.opportunities import Kind, Opportunity, Owner
from salesops.commands.team._leads.answers import Waiting
from salesops.result import Report
from salesops.units import counted

FRESH_DAYS = 14
"""Who has waited for longer than deals usually take, else than this, is no work for today."""


def offers(report: Report) -> Iterator[Opportunity]:
    """One, worth what as many leads brought so far; nothing of stale data or without won leads."""
    if report.stale or not report.value("won_leads") or not report.value("avg_won"):
        return
    days = report.value("usual_days") or FRESH_DAYS
    rows: list[Waiting] = [row for row in report.table("waiting_all").rows if row.too_long]
    waiting = [row for row in rows if row.waited_days <= days]
    if not waiting:
        return
    many = counted(len(waiting), "lead")
    best = max(waiting, key=lambda one: (_score(report, one), one.waited_days, one.lead))
    alone = len(waiting) == 1
    whom = best.name if alone else f"{many}, {best.name} first"
    won, leads = report.value("won_leads"), report.value("leads")
    longest = f"{'for' if alone else 'the longest for'} {waiting[0].waited_days:,.1f} days"
    yield Opportunity(
        kind=Kind.OPPORTUNITY,
        about="leads unanswered",
        what=f"{many} {'waits' if alone else 'wait'} unanswered, {longest}.",
        action=f"Answer {whom} ({best.owner}).",
        amount=report.value("avg_won") * len(waiting),
        probability=won / leads,
        basis=f"own history: {won:,} of {counted(leads, 'lead')} were won so far",
        owner=Owner.SALES,
        more="leads",
        brief=f"Answer {whom}, {best.owner}'s",
    )


def _score(report: Report, one: Waiting) -> Decimal:
    """By the CRM's own score where that told more, else by the points."""
    score = one.crm_score if report.value("crm_tells_more") else one.points
    return Decimal(score or 0)
