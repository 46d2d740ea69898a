"""Customers by recency, orders and money: eleven groups and what to do.

Example: salesops rfm --since 1y
"""

from salesops.commands.customers._rfm import words
from salesops.commands.customers._rfm.story import Story
from salesops.commands.customers._rfm.tables import tables
from salesops.commands.ledger import history
from salesops.commands.trust import gravest_first, rejected
from salesops.params import Closed, Start, Until
from salesops.queries.database import Database
from salesops.result import Report

DEFINITIONS = ("rfm", "net_sales", "orders", "aov")


def rfm(db: Database, since: Start = None, until: Until = None, period: Closed = None) -> Report:
    """Ask which customers to reward, to win back and to let go."""
    asked = db.read("customers/rfm")
    story = Story(asked, history(db, since, until, period))
    return Report(
        command="rfm",
        title="RFM",
        headline=words.headline(story),
        period=story.ledger.window,
        metrics=words.metrics(story),
        tables=tables(story),
        findings=gravest_first([story.ledger.stale(), rejected(db)]),
        notes=(*db.book.notes, *words.notes(story)),
        definitions=DEFINITIONS,
    )
