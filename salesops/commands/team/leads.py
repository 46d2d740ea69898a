"""What becomes of leads, how fast they are answered, and whom to call.

Example: salesops leads --by source --since 2026-01-01
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

import typer

from salesops.commands.deal_groups import dimension
from salesops.commands.opportunities import Opportunity
from salesops.commands.team._leads import offers, words
from salesops.commands.team._leads.asked import BY, Asked
from salesops.commands.team._leads.notes import notes
from salesops.commands.team._leads.story import Story
from salesops.commands.team._leads.tables import tables
from salesops.commands.team._leads.verdicts import findings
from salesops.models.business_hours import calendar
from salesops.params import Closed, Start, Top, Until
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Count, Days, Hours, Percent, Points, Ratio, Text

DEFINITIONS = (
    "lead_to_opportunity", "lead_to_sale", "lead_response", "lead_cost", "lead_points",
)  # fmt: skip
By = Annotated[
    str | None,
    typer.Option("--by", help=f"{', '.join(BY)}; rep is owner. Default: source and owner."),
]


@dataclass(frozen=True)
class Limits:
    """[leads] in salesops.toml."""

    business_days: Text = field(
        default="", metadata=because("days that count, as mon-fri; empty: every day")
    )
    hours: Text = field(
        default="", metadata=because("hours that count, as 09:00-17:00; empty: all of them")
    )
    holidays: Text = field(
        default="", metadata=because("dates that do not count, by commas: no file states them")
    )
    few: Count = field(default=20, metadata=because("of fewer leads a rate says little"))
    recent_days: Days = field(
        default=90.0, metadata=because("a quarter: what is wrong now, not what was last year")
    )
    wait_hours: Hours = field(
        default=24.0, metadata=because("an open lead without an answer for a day is being lost")
    )
    slow_hours: Hours = field(
        default=24.0, metadata=because("half of the leads should have an answer within a day")
    )
    unanswered_hours: Hours = field(
        default=72.0, metadata=because("a weekend passes: only then is there no answer")
    )
    unanswered_part: Percent = field(
        default=0.20, metadata=because("of new leads, and more than chance: some are spam")
    )
    neglected_part: Points = field(
        default=-0.15, metadata=because("in points answered in time under the others, not chance")
    )
    dear: Ratio = field(
        default=1.5, metadata=because("times the cost per lead of the others: not for nothing")
    )
    most_leads: Ratio = field(
        default=2.0, metadata=because("times the mean of the reps, and more than chance")
    )
    score_few: Count = field(
        default=40, metadata=because("that became a deal, and that did not: fewer teach nothing")
    )


def leads(
    db: Database,
    by: By = None,
    since: Start = None,
    until: Until = None,
    period: Closed = None,
    top: Top = 10,
    limits: Limits = Limits(),
) -> Report:
    """Ask what becomes of the leads, and who of them waits."""
    named = None if by is None else dimension(by, BY)
    worked = calendar(limits.business_days, limits.hours, limits.holidays, "[leads]")
    asked = Asked(named, top, since, until, period)
    story = Story(db, db.read("team/leads"), asked, worked, limits)
    return Report(
        command="leads",
        title="Leads",
        headline=words.headline(story),
        period=story.window,
        metrics=words.metrics(story),
        tables=tables(story),
        findings=findings(story),
        notes=(*db.book.notes, *notes(story)),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("leads", limits),
    )


def opportunities(report: Report) -> Sequence[Opportunity]:
    """What it offers to the day's queue."""
    return tuple(offers.offers(report))
