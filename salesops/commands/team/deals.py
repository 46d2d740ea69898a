"""What changed in the pipeline, and which open deals are at risk.

Example: salesops deals --since 7d --close-by this-quarter
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

import typer

from salesops.commands.deal_groups import dimension
from salesops.commands.opportunities import Opportunity
from salesops.commands.stage_plan import Stages, planned
from salesops.commands.team._deals import verdicts, words
from salesops.commands.team._deals.groups import DIMENSIONS
from salesops.commands.team._deals.notes import notes
from salesops.commands.team._deals.offers import offers
from salesops.commands.team._deals.rows import Known
from salesops.commands.team._deals.span import closing_by, compared
from salesops.commands.team._deals.story import Story
from salesops.commands.team._deals.tables import tables
from salesops.params import Since, Top
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Count, Percent

DEFINITIONS = ("pipeline_waterfall", "slipped", "deals_at_risk")
IN_TODAY = "Deals"
By = Annotated[str, typer.Option(help=f"{', '.join(DIMENSIONS)}.")]
CloseBy = Annotated[
    str | None,
    typer.Option(help="Whose close dates to follow: this-month, 2026-Q4. Default: this-quarter."),
]


@dataclass(frozen=True)
class Limits:
    """[deals] in salesops.toml."""

    few: Count = field(default=10, metadata=because("won deals that a usual stay is told from"))
    slips: Count = field(default=2, metadata=because("once happens; twice is a habit"))
    quiet_days: Count = field(
        default=21, metadata=because("three weeks without a call or a mail: it may be gone")
    )
    soon_days: Count = field(
        default=14, metadata=because("what closes within two weeks has a next step, and is likely")
    )
    sure: Percent = field(
        default=0.40, metadata=because("of what closes so soon; below, the date is a hope")
    )
    shrank: Percent = field(default=0.10, metadata=because("of a deal: less is haggling"))
    slipped: Percent = field(
        default=0.25, metadata=because("of what was due in the period: a quarter of its plan")
    )
    slipped_deals: Count = field(
        default=3, metadata=because("slipped, or lost late: one or two are single cases")
    )
    lost_late: Percent = field(
        default=0.10, metadata=because("of open value: from late stages that was nearly won")
    )
    stale: Percent = field(
        default=0.50, metadata=because("of open value; a quarter is usual by what p75 means")
    )
    fell: Percent = field(
        default=-0.30, metadata=because("of open value, when what is lost is not made up for")
    )


def deals(
    db: Database,
    since: Since = "7d",
    close_by: CloseBy = None,
    by: By = "owner",
    top: Top = 10,
    stages: Stages = None,
    limits: Limits = Limits(),
) -> Report:
    """Ask how the pipeline stood then, what came and went, and what to look after."""
    part = dimension(by, DIMENSIONS)
    first = db.read("team/deals/known")
    window = db.window(since)
    days = {"start_at": window.start, "start_day": window.start.date(), "as_of": db.as_of}
    known = first.one("known", Known, **days)
    due = closing_by(close_by, db.as_of, db.week_start)
    span = compared(known, window, due, filtered=db.book.filtered)
    asked = db.read("team/deals", deal_span=span.view, **planned(db, stages))
    story = Story(asked, known, span, limits, top, part)
    return Report(
        command="deals",
        title="Deals",
        headline=words.headline(story),
        period=span.window,
        metrics=words.metrics(story),
        tables=tables(story),
        findings=verdicts.findings(story),
        notes=(*db.book.notes, *notes(story)),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("deals", limits),
    )


def opportunities(report: Report) -> Sequence[Opportunity]:
    """What it offers to the day's queue."""
    return tuple(offers(report))


def in_today(report: Report) -> str:
    """Its line in how the day stands."""
    return words.in_today(report)
