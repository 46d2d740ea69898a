"""Open tickets by customer value, and how fast they are answered.

Example: salesops escalations --top 20 --min-ltv 500
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated

import typer

from salesops.commands.customers._escalations import offers, words
from salesops.commands.customers._escalations.story import Story
from salesops.commands.customers._escalations.tables import tables
from salesops.commands.customers._escalations.verdicts import findings
from salesops.commands.opportunities import Opportunity
from salesops.models.business_hours import calendar
from salesops.params import Top
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Count, Days, Hours, Percent, Ratio, Text

CONTACTS = True
DEFINITIONS = ("open_tickets", "sla_breach", "first_reply", "vip", "churn_by_habit")
Least = Annotated[
    float, typer.Option("--min-ltv", min=0, help="Name nobody whose net sales so far are less.")
]


@dataclass(frozen=True)
class Limits:
    """[escalations] in salesops.toml."""

    sla_minutes: Count = field(
        default=60, metadata=because("an hour of the desk's time: one SLA, for every number here")
    )
    business_days: Text = field(
        default="mon-fri", metadata=because("days that count: no export states the desk's")
    )
    hours: Text = field(
        default="09:00-17:00", metadata=because("hours that count: no export states the desk's")
    )
    holidays: Text = field(
        default="", metadata=because("dates that do not count, by commas: no file states them")
    )
    past_open: Count = field(
        default=3, metadata=because("one or two past the SLA are work for now, not a finding")
    )
    past_share: Percent = field(
        default=0.05, metadata=because("of 28 days' tickets, where the desk is larger")
    )
    rate_up: Percent = field(
        default=0.05, metadata=because("points of 28 days over the twelve weeks before, not chance")
    )
    backlog_up: Percent = field(
        default=0.50, metadata=because("over the usual of this hour of the week, not chance")
    )
    few: Count = field(default=20, metadata=because("with fewer tickets a rate says little"))
    promise: Hours = field(default=24.0, metadata=because("orders leave within a day of payment"))
    transit_days: Days = field(
        default=10.0, metadata=because("a parcel that takes longer is seldom just slow")
    )
    overdue: Ratio = field(
        default=2.0, metadata=because("times the usual gap: who is just late is no risk yet")
    )
    lost_share: Percent = field(
        default=0.02, metadata=because("is lost by a late answer: no export tells, so a guess")
    )


def escalations(
    db: Database, top: Top = 10, min_ltv: Least = 0.0, limits: Limits = Limits()
) -> Report:
    """Ask who waits for an answer at as-of, and how fast first answers were."""
    worked = calendar(limits.business_days, limits.hours, limits.holidays, "[escalations]")
    story = Story(db.read("customers/escalations"), worked, limits)
    return Report(
        command="escalations",
        title="Escalations",
        headline=words.headline(story),
        period=story.window,
        metrics=words.metrics(story),
        tables=tables(story, top, Decimal(str(min_ltv))),
        findings=findings(story),
        notes=(*db.book.notes, *words.notes(story)),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("escalations", limits),
    )


def opportunities(report: Report) -> Sequence[Opportunity]:
    """Who of high value waits is to be answered first; what is past the SLA is a blocker."""
    return tuple(offers.offers(report))
