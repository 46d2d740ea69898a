"""What reps do: calls to follow-ups, deals untouched, what precedes wins.

Example: salesops activities --period last-month
"""

from dataclasses import dataclass, field
from typing import Annotated

import typer

from salesops.commands.team._activities import words
from salesops.commands.team._activities.story import Story
from salesops.commands.team._activities.tables import tables
from salesops.commands.team._activities.verdicts import findings
from salesops.commands.team._reps.asked import Asked
from salesops.params import Closed, Top, Until
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Count, Percent

DEFINITIONS = ("activities_per_won", "follow_up", "untouched_deals", "early_activity", "win_rate")
Since = Annotated[
    str | None, typer.Option(help="Start of the window. Default: this quarter so far.")
]


@dataclass(frozen=True)
class Limits:
    """[activities] in salesops.toml."""

    quiet_days: Count = field(
        default=30, metadata=because("without an activity: longer than most deals stay in a stage")
    )
    untouched_part: Percent = field(
        default=0.25, metadata=because("of open deals: a few always wait for the customer")
    )
    few_untouched: Count = field(
        default=10, metadata=because("fewer untouched deals are single cases")
    )
    stopped_days: Count = field(
        default=14, metadata=because("a week off is no silence; three are too late to ask")
    )
    usual_days: Count = field(
        default=84, metadata=because("twelve weeks before tell the usual pace of a rep")
    )
    few_usual: Count = field(
        default=6, metadata=because("usual in as many days: of fewer none may come by chance")
    )
    stopped_part: Percent = field(
        default=0.20, metadata=because("of the usual pace, and more than chance among the reps")
    )
    early_days: Count = field(
        default=14, metadata=because("the same for each deal, and before most have closed")
    )
    early_span: Count = field(
        default=365, metadata=because("days in which the deals closed: a year has every season")
    )
    few_early: Count = field(
        default=20, metadata=because("deals on a side: of fewer a win rate says little")
    )


def activities(
    db: Database,
    since: Since = None,
    until: Until = None,
    period: Closed = None,
    top: Top = 10,
    limits: Limits = Limits(),
) -> Report:
    """Ask what reps do, and what is left undone.

    Raises:
        UsageError: a window that cannot be meant.
    """
    asked = Asked(since, until, period, None, top)
    story = Story(db, db.read("team/activities"), asked, limits)
    return Report(
        command="activities",
        title="Activities",
        headline=words.headline(story),
        period=story.window,
        metrics=words.metrics(story),
        tables=tables(story),
        findings=findings(story),
        notes=(*db.book.notes, *words.notes(story)),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("activities", limits),
    )
