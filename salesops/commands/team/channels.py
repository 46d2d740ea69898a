"""Sales channels: what each brings, wins and costs.

Example: salesops channels --since 2026-01-01 --by team
"""

from dataclasses import dataclass, field
from typing import Annotated

import typer

from salesops.commands.deal_groups import dimension
from salesops.commands.team._channels import words
from salesops.commands.team._channels.story import Story
from salesops.commands.team._channels.tables import tables
from salesops.commands.team._channels.verdicts import findings
from salesops.commands.team._win_loss.story import Asked
from salesops.params import Closed, Start, Top, Until
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Count, Days, Points

DEFINITIONS = ("sales_channel", "win_rate", "cost_per_sale", "cycle_length")
BY = ("owner", "manager", "team", "territory", "source", "segment", "product")
By = Annotated[
    str | None,
    typer.Option("--by", help=f"Beside the channel: {', '.join(BY)}; rep is owner."),
]


@dataclass(frozen=True)
class Limits:
    """[channels] in salesops.toml."""

    few: Count = field(
        default=30, metadata=because("of fewer closed deals a rate says little: they are marked")
    )
    recent_days: Days = field(
        default=90.0, metadata=because("a quarter: shorter, and a month's end decides the rate")
    )
    few_moved: Count = field(
        default=20, metadata=because("closed deals, now and before: a channel has fewer than all")
    )
    rate_drop: Points = field(
        default=-0.05, metadata=because("in points, and more than chance: less is no cause to act")
    )
    cost_days: Days = field(
        default=60.0, metadata=because("of known spend: in fewer most deals have not closed yet")
    )


def channels(
    db: Database,
    by: By = None,
    since: Start = None,
    until: Until = None,
    period: Closed = None,
    top: Top = 10,
    limits: Limits = Limits(),
) -> Report:
    """Ask what each sales channel brings.

    Raises:
        UsageError: an unknown second name, or a window that cannot be meant.
    """
    named = None if by is None else dimension(by, BY)
    asked = Asked(named, False, top, since, until, period)
    story = Story(db, db.read("team/channels"), asked, limits)
    return Report(
        command="channels",
        title="Sales channels",
        headline=words.headline(story),
        period=story.window,
        metrics=words.metrics(story),
        tables=tables(story),
        findings=findings(story),
        notes=(*db.book.notes, *words.notes(story)),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("channels", limits),
    )
