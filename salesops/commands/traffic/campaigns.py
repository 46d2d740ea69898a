"""Campaigns: what each brought beyond chance, and whether it paid.

Example: salesops campaigns --since 90d --days 28
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

import typer

from salesops.commands.opportunities import Opportunity
from salesops.commands.traffic._campaigns import verdicts, words
from salesops.commands.traffic._campaigns.offers import offers
from salesops.commands.traffic._campaigns.story import Story
from salesops.commands.traffic._campaigns.tables import tables
from salesops.errors import InputError
from salesops.params import Closed, Since
from salesops.queries.database import Database, Questions
from salesops.result import Report, because, limits_of
from salesops.units import Count, Percent

DEFINITIONS = ("campaign_lift", "incremental_sales", "roi", "cost_per_order", "cac")
SQL = ("traffic/campaigns", "traffic/campaign_days")
TABLES = ("campaign_members", "campaigns", "spend_daily")
Name = Annotated[str | None, typer.Option("--campaign", help="Only this one, whenever it began.")]
Days = Annotated[int, typer.Option(min=1, max=366, help="How long after the send counts.")]


@dataclass(frozen=True)
class Limits:
    """[campaigns] in salesops.toml."""

    few_members: Count = field(
        default=100, metadata=because("in a smaller group one large order decides")
    )
    few_buyers: Count = field(
        default=10, metadata=because("of both groups; fewer tell nothing of who buys")
    )
    before_days: Count = field(
        default=365, metadata=because("a year before the send both groups should be alike")
    )
    differ: Percent = field(
        default=0.01, metadata=because("groups that chance makes so unlike are not drawn by chance")
    )
    costs_known: Percent = field(
        default=0.50, metadata=because("of the sales; with less known there is no ROI")
    )
    spend_up: Percent = field(
        default=0.25, metadata=because("four weeks against those before; less is how bids move")
    )
    share_least: Percent = field(
        default=0.002, metadata=because("of net sales; less spend than this is not worth a look")
    )
    spend_days: Count = field(
        default=3, metadata=because("platforms report a day later, a weekend makes three")
    )


def campaigns(
    db: Database,
    since: Since = "90d",
    period: Closed = None,
    campaign: Name = None,
    days: Days = 28,
    limits: Limits = Limits(),
) -> Report:
    """Ask what each campaign of a window brought, what it cost, and how sure that is."""
    asked = db.read("traffic/campaigns")
    _need_one(asked)
    window = db.window(None if period else since, None, period)
    story = Story(asked, window, campaign, days, limits)
    made = tables(story)
    return Report(
        command="campaigns",
        title="Campaigns",
        headline=words.headline(story),
        period=story.window,
        metrics=tuple(words.metrics(story)),
        tables=made,
        findings=verdicts.findings(story),
        notes=(*db.book.notes, *words.notes(story)),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("campaigns", limits),
    )


def _need_one(asked: Questions) -> None:
    """Each of three exports tells something; without any there is no answer.

    Raises:
        InputError: there is none.
    """
    if any(asked.has(table) for table in TABLES):
        return
    error = InputError(
        "nothing tells of campaigns: export daily spend (day, campaign, cost), a list of campaigns "
        "(campaign, starts, code, category) or their members (campaign, customer, group, sent_at)"
    )
    error.lacking = f"no export feeds {' or '.join(TABLES)}; salesops sources says which would"
    raise error


def opportunities(report: Report) -> Sequence[Opportunity]:
    """What it offers to the day's queue."""
    return tuple(offers(report))
