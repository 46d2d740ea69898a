"""Reps: what each won, did and has open; and one page a rep.

Example: salesops reps --rep "Ann Example"
"""

from dataclasses import dataclass, field
from typing import Annotated

import typer

from salesops.commands.stage_plan import Stages
from salesops.commands.team._reps import verdicts, words
from salesops.commands.team._reps.asked import Asked
from salesops.commands.team._reps.notes import notes
from salesops.commands.team._reps.sheet import tables as sheet
from salesops.commands.team._reps.story import Story
from salesops.commands.team._reps.tables import tables
from salesops.params import Against, Closed, Top, Until
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Count, Points

DEFINITIONS = (
    "won_value",
    "won_per_rep",
    "win_rate",
    "quota_attainment",
    "activities_per_won",
    "stage_conversion",
    "weighted_value",
)
Who = Annotated[str | None, typer.Option("--rep", help="One page of this rep, by name or id.")]
Since = Annotated[
    str | None, typer.Option(help="Start of the window. Default: this quarter so far.")
]


@dataclass(frozen=True)
class Limits:
    """[reps] in salesops.toml."""

    few: Count = field(
        default=20, metadata=because("of fewer decided or closed deals a share says little")
    )
    step_days: Count = field(
        default=365, metadata=because("new deals of a year: of a quarter most are not decided yet")
    )
    low: Points = field(
        default=-0.10, metadata=because("in points under the others, and more than chance")
    )
    idle_days: Count = field(
        default=21, metadata=because("without a sign in any export: longer than a holiday")
    )


def reps(
    db: Database,
    rep: Who = None,
    since: Since = None,
    until: Until = None,
    period: Closed = None,
    versus: Against = None,
    stages: Stages = None,
    top: Top = 10,
    limits: Limits = Limits(),
) -> Report:
    """Ask what reps won, did and have open; of one of them, the whole page.

    Raises:
        UsageError: no rep of that name, or a window that cannot be meant.
    """
    story = Story(db, Asked(since, until, period, versus, top), stages, limits)
    window = story.window
    one = story.people.find(rep) if rep is not None else None
    return Report(
        command="reps",
        title=f"Rep: {one.name}" if one else "Reps",
        headline=words.headline(story, one),
        period=window,
        metrics=words.metrics(story, one),
        tables=sheet(story, one) if one else tables(story),
        findings=verdicts.findings(story, one),
        notes=(*db.book.notes, *notes(story, one)),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("reps", limits),
    )
