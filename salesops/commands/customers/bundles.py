"""Sets of two to four SKUs to sell as one: price, margin and stock.

Example: salesops bundles --size 3 --discount 12.5
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

import typer

from salesops.commands.customers._bundles import verdicts, words
from salesops.commands.customers._bundles.offers import offers
from salesops.commands.customers._bundles.story import Story
from salesops.commands.customers._bundles.tables import tables
from salesops.commands.ledger import history
from salesops.commands.opportunities import Opportunity
from salesops.params import Closed, Start, Top, Until
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Percent

DEFINITIONS = ("bundle", "attach_rate", "break_even_uplift")
Size = Annotated[
    int | None, typer.Option(min=2, max=4, help="SKUs of a set. Default: two, three and four.")
]
Off = Annotated[float, typer.Option(min=0, max=99, help="Percent off the prices one by one.")]
Least = Annotated[int, typer.Option(min=2, help="Leave out what fewer orders hold.")]


@dataclass(frozen=True)
class Limits:
    """[bundles] in salesops.toml."""

    margin_floor: Percent = field(
        default=0.20, metadata=because("below a fifth, payment and packing eat it up: set your own")
    )
    least_attach: Percent = field(
        default=0.05,
        metadata=because(
            "what fewer than a twentieth of its commonest SKU's buyers take is no set"
        ),
    )
    more_sets: Percent = field(
        default=0.25, metadata=because("a good discount sells so much more: a guess, set your own")
    )


def bundles(
    db: Database,
    size: Size = None,
    discount: Off = 12.5,
    min_count: Least = 10,
    top: Top = 10,
    since: Start = None,
    until: Until = None,
    period: Closed = None,
    limits: Limits = Limits(),
) -> Report:
    """Ask which SKUs would sell as one, and at which price."""
    asked = db.read("customers/bundles")
    story = Story(asked, history(db, since, until, period), limits, size, min_count, top)
    made = tables(story, discount)
    return Report(
        command="bundles",
        title="Bundles",
        headline=words.headline(story, made[0]),
        period=story.ledger.window,
        metrics=words.metrics(story),
        tables=made,
        findings=verdicts.findings(story, made[0].rows),
        notes=(*db.book.notes, *words.notes(story, made[0])),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("bundles", limits),
    )


def opportunities(report: Report) -> Sequence[Opportunity]:
    """What it offers to the day's queue."""
    return tuple(offers(report))
