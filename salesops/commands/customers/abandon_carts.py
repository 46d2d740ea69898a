"""Abandoned carts: what comes back, and whom to write to first.

Example: salesops abandon-carts --top 20 --min-value 100
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated

import typer

from salesops.commands.customers._abandon_carts import verdicts, words
from salesops.commands.customers._abandon_carts.offers import offers
from salesops.commands.customers._abandon_carts.story import Story
from salesops.commands.customers._abandon_carts.tables import tables
from salesops.commands.opportunities import Opportunity
from salesops.params import Since, Top
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Count, Percent

DEFINITIONS = ("abandoned_carts", "cart_recovery", "expected_back")
CONTACTS = True
Least = Annotated[float, typer.Option(min=0, help="Name nobody whose cart is of less.")]


@dataclass(frozen=True)
class Limits:
    """[abandon_carts] in salesops.toml."""

    wait_minutes: Count = field(
        default=60, metadata=because("before, somebody may still be at the checkout")
    )
    few: Count = field(
        default=30, metadata=because("with fewer carts a rate says little; the guide's is shown")
    )
    guide_low: Percent = field(
        default=0.20, metadata=because("the operator guide: recover 20-30 % of abandoned carts")
    )
    guide_high: Percent = field(
        default=0.30, metadata=because("the operator guide: recover 20-30 % of abandoned carts")
    )
    recovery_drop: Percent = field(
        default=-0.25, metadata=because("four weeks against those before, and more than chance")
    )
    carts_up: Percent = field(
        default=0.50, metadata=because("carts for each order, past every week before")
    )


def abandon_carts(
    db: Database,
    since: Since = "90d",
    top: Top = 10,
    min_value: Least = 0.0,
    limits: Limits = Limits(),
) -> Report:
    """Ask what became of carts that were left, and who may still be won back."""
    asked = db.read("customers/abandon_carts")
    story = Story(asked, db.window(since), limits, top, Decimal(str(min_value)))
    made = tables(story)
    return Report(
        command="abandon-carts",
        title="Abandoned carts",
        headline=words.headline(story, made[0]),
        period=story.window,
        metrics=words.metrics(story, made[0]),
        tables=made,
        findings=verdicts.findings(story),
        notes=(*db.book.notes, *words.notes(story, made[0])),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("abandon_carts", limits),
    )


def opportunities(report: Report) -> Sequence[Opportunity]:
    """What it offers to the day's queue."""
    return tuple(offers(report))
