"""Bought A, likely to buy B next: rules with their lift, and who is due.

Example: salesops next-buy --within 30 --top 20
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

import typer

from salesops.commands.customers._next_buy import verdicts, words
from salesops.commands.customers._next_buy.due import Queue
from salesops.commands.customers._next_buy.offers import offers
from salesops.commands.customers._next_buy.story import Story
from salesops.commands.customers._next_buy.tables import tables
from salesops.commands.opportunities import Opportunity
from salesops.errors import UsageError, meant
from salesops.params import Start, Top
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Count, Percent

DEFINITIONS = ("next_buy", "rebuy")
LEVELS = ("sku", "product", "category")
By = Annotated[str, typer.Option(help="Ask about each sku, product or category.")]
Within = Annotated[int, typer.Option(min=1, max=365, help="Days after A in which B counts.")]
Least = Annotated[
    int, typer.Option(min=2, help="Leave out what fewer different customers bought so.")
]


@dataclass(frozen=True)
class Limits:
    """[next_buy] in salesops.toml."""

    false_share: Percent = field(
        default=0.05, metadata=because("of the rules that stand, at most so many by chance alone")
    )
    least_chance: Percent = field(
        default=0.05, metadata=because("twenty letters for one sale, at the worst")
    )
    few: Count = field(
        default=20, metadata=because("a chance that is told from fewer cases says little")
    )
    again_days: Count = field(
        default=90, metadata=because("what is used up is bought again within a season")
    )
    waiting: Count = field(
        default=5, metadata=because("customers due for what is sold out: fewer can be told by hand")
    )


def next_buy(
    db: Database,
    since: Start = None,
    within: Within = 30,
    by: By = "sku",
    min_count: Least = 10,
    top: Top = 10,
    limits: Limits = Limits(),
) -> Report:
    """Ask what customers buy after what, and who is due to."""
    asked = db.read("customers/next_buy")
    window = db.window(since) if since else db.window(None, None, "all")
    story = Story(asked, window, limits, _level(by), within, min_count, top)
    queue = Queue(story)
    rules, due, again = tables(story, queue)
    return Report(
        command="next-buy",
        title="Next buy",
        headline=words.headline(story, rules, due),
        period=window,
        metrics=words.metrics(story, queue, due),
        tables=(rules, due, again),
        findings=verdicts.findings(story, queue),
        notes=(*db.book.notes, *words.notes(story)),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("next_buy", limits),
    )


def _level(by: str) -> str:
    word = by.strip().lower()
    if word not in LEVELS:
        raise UsageError(f"--by {by!r}: {meant(word, LEVELS)}")
    return word


def opportunities(report: Report) -> Sequence[Opportunity]:
    """What it offers to the day's queue."""
    return tuple(offers(report))
