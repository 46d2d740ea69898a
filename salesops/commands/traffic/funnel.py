"""From visits to orders: where visitors are lost, which pages stand out.

Example: salesops funnel --by item --since 28d
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

import typer

from salesops.commands.arrived import whole_days
from salesops.commands.opportunities import Opportunity
from salesops.commands.traffic._funnel import verdicts, words
from salesops.commands.traffic._funnel.offers import offers
from salesops.commands.traffic._funnel.story import Story
from salesops.commands.traffic._funnel.tables import tables
from salesops.errors import UsageError, meant
from salesops.params import Against, Closed, Since, Top, Until
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Count, Percent

SQL = ("traffic/funnel",)
DEFINITIONS = ("funnel", "conversion", "orders_per_session", "quadrants")
ITEMS = ("item", "category")
BY = ("page", *ITEMS, "channel", "source", "device", "country")
By = Annotated[str, typer.Option(help=f"What is placed in quadrants: {', '.join(BY)}.")]


@dataclass(frozen=True)
class Limits:
    """[funnel] in salesops.toml."""

    drop: Percent = field(
        default=-0.20, metadata=because("the operator guide: investigate drops over 20 %")
    )
    least_visits: Count = field(
        default=100, metadata=because("of fewer visits two or three buy: that tells nothing")
    )
    least_checkouts: Count = field(
        default=50, metadata=because("with fewer checkouts a rate says little")
    )
    least_orders: Count = field(
        default=10, metadata=because("with fewer the value of an order is that of all")
    )
    improved: Percent = field(
        default=0.15, metadata=because("a guess: one page in seven that is worked on gets there")
    )
    mended: Percent = field(
        default=0.50, metadata=because("a guess: what broke a checkout is found half of the time")
    )


def funnel(
    db: Database,
    by: By = "page",
    since: Since = "28d",
    until: Until = None,
    period: Closed = None,
    versus: Against = None,
    top: Top = 15,
    limits: Limits = Limits(),
) -> Report:
    """Ask how visits become orders."""
    if by not in BY:
        raise UsageError(f"--by {by!r}: {meant(by, BY)}")
    items = db.read("traffic/items") if by in ITEMS else None
    asked = db.read("traffic/funnel")
    windows = whole_days("funnel", db, db.window(since, until, period), versus)
    story = Story(asked, items, by, windows, limits, top)
    return Report(
        command="funnel",
        title="Funnel",
        headline=words.headline(story),
        period=windows.now,
        metrics=tuple(words.metrics(story)),
        tables=tuple(tables(story)),
        findings=verdicts.findings(story),
        notes=(*db.book.notes, *words.notes(story)),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("funnel", limits),
    )


def opportunities(report: Report) -> Sequence[Opportunity]:
    """What it offers to the day's queue."""
    return tuple(offers(report))
