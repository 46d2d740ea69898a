"""Win rates: what is won and lost, by whom, from where, and why.

Example: salesops win-loss --by source --since 2026-01-01
"""

from dataclasses import dataclass, field
from typing import Annotated

import typer

from salesops.commands.deal_groups import dimension
from salesops.commands.team._win_loss import words
from salesops.commands.team._win_loss.groups import BY
from salesops.commands.team._win_loss.notes import notes
from salesops.commands.team._win_loss.story import Asked, Story
from salesops.commands.team._win_loss.tables import tables
from salesops.commands.team._win_loss.verdicts import findings
from salesops.params import Closed, Start, Top, Until
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Count, Days, Points

DEFINITIONS = ("win_rate", "cycle_length", "deal_size")
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        help=f"{', '.join(BY)}; rep is owner. Default: owner, manager and team.",
    ),
]
Cohort = Annotated[
    bool,
    typer.Option("--cohort", help="Of the deals created in the window: won so far, still open."),
]


@dataclass(frozen=True)
class Limits:
    """[win_loss] in salesops.toml."""

    few: Count = field(
        default=30, metadata=because("of fewer closed deals a rate says little: they are marked")
    )
    recent_days: Days = field(
        default=90.0, metadata=because("a quarter: shorter, and a month's end decides the rate")
    )
    rate_drop: Points = field(
        default=-0.05, metadata=because("in points, and more than chance: less is no cause to act")
    )
    rate_apart: Points = field(
        default=-0.10, metadata=because("in points under the others, and more than chance")
    )
    reason_up: Points = field(
        default=0.10, metadata=because("in points of the lost deals, and more than chance")
    )
    reason_deals: Count = field(
        default=5, metadata=because("of fewer lost deals a reason is no pattern")
    )


def win_loss(
    db: Database,
    by: By = None,
    cohort: Cohort = False,
    since: Start = None,
    until: Until = None,
    period: Closed = None,
    top: Top = 10,
    limits: Limits = Limits(),
) -> Report:
    """Ask which deals were won and lost."""
    named = None if by is None else dimension(by, BY)
    asked = Asked(named, cohort, top, since, until, period)
    story = Story(db, db.read("team/win_loss"), asked, limits)
    return Report(
        command="win-loss",
        title="Won and lost deals",
        headline=words.headline(story),
        period=story.window,
        metrics=words.metrics(story),
        tables=tables(story),
        findings=findings(story),
        notes=(*db.book.notes, *notes(story)),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("win_loss", limits),
    )
