"""Quotes: sent, accepted or open, how soon, and what discounts bring.

Example: salesops quotes --by team --since 2026-01-01
"""

from dataclasses import dataclass, field
from typing import Annotated

import typer

from salesops.commands.deal_groups import dimension
from salesops.commands.team._quotes import words
from salesops.commands.team._quotes.groups import BY
from salesops.commands.team._quotes.story import Asked, Story
from salesops.commands.team._quotes.tables import tables
from salesops.commands.team._quotes.verdicts import findings
from salesops.params import Closed, Start, Top, Until
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Count, Days, Percent, Points

DEFINITIONS = ("quote_acceptance", "time_to_accept", "quote_discount")
By = Annotated[str, typer.Option("--by", help=f"{', '.join(BY)}; rep is owner.")]


@dataclass(frozen=True)
class Limits:
    """[quotes] in salesops.toml."""

    few: Count = field(default=30, metadata=because("of fewer quotes a rate or a mean says little"))
    soon_days: Days = field(
        default=14.0, metadata=because("two weeks: time to call before a quote expires")
    )
    old_days: Days = field(
        default=30.0, metadata=because("a month without an answer: the customer is elsewhere")
    )
    old_share: Percent = field(
        default=0.50, metadata=because("of the open quotes: half of them is no single case")
    )
    old_quotes: Count = field(default=5, metadata=because("of fewer, each can be called today"))
    recent_days: Days = field(
        default=90.0, metadata=because("a quarter: shorter, and a few quotes decide")
    )
    grew: Points = field(
        default=0.02, metadata=because("in points of discount, and more than chance")
    )
    apart: Points = field(
        default=0.04, metadata=because("in points above the others, and more than chance")
    )


def quotes(
    db: Database,
    by: By = "owner",
    since: Start = None,
    until: Until = None,
    period: Closed = None,
    top: Top = 10,
    limits: Limits = Limits(),
) -> Report:
    """Ask what became of quotes."""
    asked = Asked(dimension(by, BY), top, since, until, period)
    story = Story(db, db.read("team/quotes"), asked, limits)
    return Report(
        command="quotes",
        title="Quotes",
        headline=words.headline(story),
        period=story.window,
        metrics=words.metrics(story),
        tables=tables(story),
        findings=findings(story),
        notes=(*db.book.notes, *words.notes(story)),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("quotes", limits),
    )
