"""What reps are paid for what they sold: statements, by plans in TOML.

Example: salesops commission --plan plan.toml --rep "Ann Bell"
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from salesops.commands.team._commission import verdicts, words
from salesops.commands.team._commission.notes import FILTERED, notes
from salesops.commands.team._commission.story import Asked, Story
from salesops.commands.team._commission.tables import tables
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Count, Percent, Text

DEFINITIONS = ("commission", "tiers", "clawback", "draw", "effective_rate")
PlanFile = Annotated[
    Path | None, typer.Option("--plan", help="A TOML file of plans, and who has which.")
]
Rep = Annotated[str | None, typer.Option("--rep", help="The statement of one, by name or id.")]
Of = Annotated[
    str | None,
    typer.Option(
        "--period", help="2026-Q3, 2026-09, last-quarter, this-month. Default: all history."
    ),
]
WhatIf = Annotated[
    Path | None, typer.Option("--what-if", help="Other plans, held against these on the same data.")
]


@dataclass(frozen=True)
class Limits:
    """[commission] in salesops.toml."""

    plan: Text = field(
        default="", metadata=because("the file of --plan where nobody names one, beside this file")
    )
    early: Percent = field(
        default=0.75, metadata=because("of a period: later, the cap stops few sales")
    )
    above: Percent = field(
        default=0.50, metadata=because("over the plan's highest rate: less is an honest bonus")
    )
    growing: Count = field(default=3, metadata=because("periods in a row: fewer are a slow season"))


def commission(
    db: Database,
    plan: PlanFile = None,
    rep: Rep = None,
    period: Of = None,
    what_if: WhatIf = None,
    limits: Limits = Limits(),
) -> Report:
    """Ask what everybody is paid.

    Raises:
        InputError: a file of plans cannot be read.
        UsageError: what it says cannot be meant, or nobody is named as --rep says.
    """
    story = Story(db, Asked(plan, rep, period, what_if), limits)
    told = not db.book.filtered if story.sql else False
    window = story.window
    stale = db.stale_deals(window)
    return Report(
        command="commission",
        title="Commission",
        headline=words.headline(story, stale) if told else words.UNTOLD,
        period=window,
        metrics=words.metrics(story) if told else (),
        tables=tables(story) if told else (),
        findings=verdicts.findings(story, stale) if told else (),
        notes=(*db.book.notes, *(notes(story) if told else (FILTERED,))),
        definitions=DEFINITIONS,
        currency=story.currency,
        limits=limits_of("commission", limits),
    )
