"""Customers by recency, orders and money: eleven groups and what to do.

Example: salesops rfm --since 1y
"""

from typing import Annotated

import typer

from salesops.commands.customers._rfm import words
from salesops.commands.customers._rfm.story import Story
from salesops.commands.customers._rfm.tables import tables
from salesops.commands.ledger import Ledger, every
from salesops.commands.trust import gravest_first, rejected
from salesops.params import Closed, Until
from salesops.queries.database import Database
from salesops.result import Report

DEFINITIONS = ("rfm", "net_sales", "orders", "aov")

Start = Annotated[str | None, typer.Option(help="Start of the window. Default: all history.")]


def rfm(db: Database, since: Start = None, until: Until = None, period: Closed = None) -> Report:
    """Ask which customers to reward, to win back and to let go."""
    span = period or (None if since or until else "all")
    asked = db.read("customers/rfm")
    ledger = Ledger(db, db.window(since, until, span), "prev", every(span))
    story = Story(asked, ledger)
    return Report(
        command="rfm",
        title="RFM",
        headline=words.headline(story),
        period=ledger.window,
        metrics=words.metrics(story),
        tables=tables(story),
        findings=gravest_first([story.stale, rejected(db)]),
        notes=(*db.book.notes, *words.notes(story)),
        definitions=DEFINITIONS,
    )
