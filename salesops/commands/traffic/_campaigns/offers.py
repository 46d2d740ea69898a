"""What campaigns offers to the day's queue: send what worked to those who were held back."""

from collections.abc import Iterator
from datetime import timedelta
from shlex import quote

from salesops.commands.opportunities import Kind, Opportunity, Owner
from salesops.commands.traffic._campaigns.answers import Campaign
from salesops.commands.traffic._campaigns.effects import Method, Verdict
from salesops.result import Report

FRESH = timedelta(days=28)
"""After that long the offer is old: it was taken, or will not be."""
MOST = 2
"""Offers at the most: the queue is for work, not for news."""


def offers(report: Report) -> Iterator[Opportunity]:
    """The campaigns that worked best; nothing where conclusions are not drawn."""
    if report.stale or report.period is None:
        return
    since = report.period.end - FRESH
    rows: list[Campaign] = [
        row
        for row in report.table("campaigns").rows
        if row.method == Method.CONTROL and row.verdict == Verdict.WORKS
        if row.over_at is not None and row.over_at >= since
    ]
    rows.sort(key=lambda row: row.roi or 0.0, reverse=True)
    for row in rows[:MOST]:
        if offer := _again(report, row):
            yield offer


def _again(report: Report, row: Campaign) -> Opportunity | None:
    """What each person brought more, for each of those held back, less what was luck."""
    each, people, worth = row.net_sales_each, row.control_n, row.held_back_worth
    if each is None or people is None or worth is None or not row.again:
        return None
    return Opportunity(
        kind=Kind.OPPORTUNITY,
        about=f"campaign {row.campaign}",
        what=f"{row.campaign} brought {report.money(each)} more from each of {row.treated_n:,} "
        f"people than from the {people:,} held back, who have not got it.",
        action=f"Send {row.campaign} to the {people:,} held back from it.",
        amount=worth,
        probability=round(row.again, 4),
        basis=f"own test, {row.treated_n:,} people against {people:,}, less luck",
        owner=Owner.MARKETING,
        more=f"campaigns --campaign {quote(row.campaign)}",
        brief=f"Send {row.campaign} to the {people:,} held back from it",
    )
