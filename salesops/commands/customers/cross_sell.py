"""What is bought together, oftener than by chance, and how surely.

Example: salesops cross-sell --min-support 0.01 --top 50
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

import typer

from salesops.commands.customers._cross_sell import words
from salesops.commands.customers._cross_sell.offers import offers
from salesops.commands.customers._cross_sell.story import Story
from salesops.commands.customers._cross_sell.tables import tables
from salesops.commands.customers._cross_sell.verdicts import findings
from salesops.commands.ledger import history
from salesops.commands.opportunities import Opportunity
from salesops.errors import UsageError, meant
from salesops.params import Closed, Start, Until
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Measure, Percent

DEFINITIONS = ("bought_together", "lift", "orders", "aov")
ITEMS = ("sku", "product", "category")

Support = Annotated[
    float, typer.Option(min=0, max=1, help="Least share of all orders that hold both.")
]
Least = Annotated[int, typer.Option(min=1, help="Least orders that hold both.")]
Top = Annotated[int, typer.Option(min=0, help="Pairs that are listed; 0 is all.")]
By = Annotated[str, typer.Option("--by", help="Pairs of what: sku, product or category.")]
Only = Annotated[
    str | None, typer.Option("--sku", help="What goes with this one; of the kind that --by says.")
]


@dataclass(frozen=True)
class Limits:
    """[cross_sell] in salesops.toml."""

    takes: Percent = field(
        default=0.25,
        metadata=because("a guess: of the gap in shares, what an offer wins again"),
    )
    worth: Measure = field(
        default=20, metadata=because("expected a week; less is not worth changing a page for")
    )
    lost: Measure = field(
        default=100, metadata=because("a week, of what goes with others and is out of stock")
    )


def cross_sell(
    db: Database,
    min_support: Support = 0.0,
    min_count: Least = 10,
    top: Top = 20,
    by: By = "sku",
    sku: Only = None,
    since: Start = None,
    until: Until = None,
    period: Closed = None,
    limits: Limits = Limits(),
) -> Report:
    """Ask which items stand in the same orders oftener than by chance."""
    if by not in ITEMS:
        raise UsageError(f"--by {by!r}: {meant(by, ITEMS)}")
    asked = db.read("customers/cross_sell")
    ledger = history(db, since, until, period)
    story = Story(asked, ledger, by, min_count, min_support, top, sku, limits)
    made = tables(story)
    rules = made[1]
    return Report(
        command="cross-sell",
        title="Cross-sell",
        headline=words.headline(story, rules),
        period=ledger.window,
        metrics=words.metrics(story),
        tables=made,
        findings=findings(story, made[3]),
        notes=(*db.book.notes, *words.notes(story, rules)),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("cross_sell", limits),
    )


def opportunities(report: Report) -> Sequence[Opportunity]:
    """What it offers to the day's queue."""
    return tuple(offers(report))
