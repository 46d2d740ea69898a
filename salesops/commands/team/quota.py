"""Quota attainment: who is at 100 %, and is the team on pace.

Example: salesops quota --period this-quarter --by team
"""

from dataclasses import dataclass, field
from typing import Annotated

import typer

from salesops.commands.deal_groups import dimension
from salesops.commands.team._quota import notes, verdicts, words
from salesops.commands.team._quota.metrics import metrics
from salesops.commands.team._quota.story import Story
from salesops.commands.team._quota.tables import BY, tables
from salesops.errors import InputError
from salesops.queries.database import Database, Questions
from salesops.result import Report, because, limits_of
from salesops.units import Count, Percent, Points, Text

DEFINITIONS = ("quota_attainment", "attainment_rate")
Of = Annotated[
    str | None,
    typer.Option(
        "--period",
        help="2026-09, 2026-Q3, 2026, last-month, this-quarter. Default: the month, quarter or "
        "year that holds as-of and has quotas.",
    ),
]
By = Annotated[str, typer.Option(help=f"{', '.join(BY)}.")]


@dataclass(frozen=True)
class Limits:
    """[quota] in salesops.toml."""

    plan: Text = field(
        default="25,50,75,100",
        metadata=because("percents of the quota by month since the start, where none are stated"),
    )
    begun: Percent = field(
        default=0.30, metadata=because("usual by now; before, too few deals have closed")
    )
    behind: Percent = field(
        default=0.75, metadata=because("of what is usual by now: more is made up again")
    )
    rep_behind: Percent = field(
        default=0.50, metadata=because("of what is usual by now: one rep varies more than a team")
    )
    chance: Percent = field(
        default=0.05, metadata=because("so few deals are then no accident (Poisson)")
    )
    rate_drop: Points = field(
        default=-0.25, metadata=because("in points, against the periods before, beyond chance")
    )
    periods: Count = field(default=6, metadata=because("of the table period by period"))
    periods_learnt: Count = field(
        default=4, metadata=because("of fewer the usual course is not learnt: business days count")
    )


def quota(db: Database, period: Of = None, by: By = "rep", limits: Limits = Limits()) -> Report:
    """Ask who has reached the quota, what all have won of theirs, and whether it is on pace.

    Raises:
        InputError: no export states a quota of a rep or a team.
        UsageError: an unknown --by or --period.
    """
    by = dimension(by, BY)
    story = Story(_asked(db), period, by, limits)
    if story.stated.targets and not story.stated.lines:
        raise _none(f"the targets of {_files(db)} are of no rep and no team.")
    stale = db.stale_deals(story.span.window)
    told = not db.book.filtered
    return Report(
        command="quota",
        title="Quota",
        headline=words.headline(story, stale) if told else words.UNTOLD,
        period=story.span.window,
        metrics=metrics(story) if told else (),
        tables=tables(story) if told else (),
        findings=verdicts.findings(story, stale) if told else (),
        notes=(*db.book.notes, *(notes.notes(story) if told else (notes.FILTERED,))),
        definitions=DEFINITIONS,
        currency=story.currency,
        limits=limits_of("quota", limits),
    )


def _asked(db: Database) -> Questions:
    try:
        return db.read("team/quota")
    except InputError as error:
        if error.lacking is None:
            raise
        raise _none(str(error), error.lacking) from None


def _none(why: str, lacking: str = "no export states quotas of reps") -> InputError:
    told = InputError(
        f"{why} Quotas are a file of rep, period and quota, as quotas.csv with 2026-09 or 2026-Q3 "
        "as its periods, or Salesforce's ForecastingQuota; they are held against deals."
    )
    told.lacking = lacking
    return told


def _files(db: Database) -> str:
    return ", ".join(source.file for source in db.book.sources) or "these exports"
