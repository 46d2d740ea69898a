"""Contracts: what is in force, what ends soon, and what is renewed.

Example: salesops contracts --days 60
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

import typer

from salesops.commands.opportunities import Opportunity
from salesops.commands.team._contracts import words
from salesops.commands.team._contracts.offers import offers
from salesops.commands.team._contracts.story import Story
from salesops.commands.team._contracts.tables import tables
from salesops.commands.team._contracts.verdicts import findings
from salesops.params import Closed, Since, Top, Until
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Count, Percent

DEFINITIONS = ("renewal_rate", "contract_value_at_risk", "annual_contract_value")
Ahead = Annotated[
    int, typer.Option("--days", min=1, max=3660, help="How far ahead ends and notices are listed.")
]


@dataclass(frozen=True)
class Limits:
    """[contracts] in salesops.toml."""

    few: Count = field(default=10, metadata=because("of fewer ended contracts a rate says little"))
    grace_days: Count = field(
        default=30, metadata=because("a month after the end a renewal may still be signed")
    )
    endless: Count = field(
        default=1, metadata=because("one without an end is never due, and so forgotten")
    )
    renews: Percent = field(
        default=0.50, metadata=because("of a contract somebody asks about, until own ones tell")
    )


def contracts(
    db: Database,
    days: Ahead = 90,
    since: Since = "365d",
    until: Until = None,
    period: Closed = None,
    top: Top = 20,
    limits: Limits = Limits(),
) -> Report:
    """Ask how contracts stand."""
    asked = db.read("team/contracts")
    window = db.window(None, None, period) if period else db.window(since, until)
    story = Story(db, asked, days, top, window, limits)
    return Report(
        command="contracts",
        title="Contracts",
        headline=words.headline(story),
        period=window,
        metrics=words.metrics(story),
        tables=tables(story),
        findings=findings(story),
        notes=(*db.book.notes, *words.notes(story)),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("contracts", limits),
    )


def opportunities(report: Report) -> Sequence[Opportunity]:
    """What it offers to the day's queue."""
    return tuple(offers(report))
