"""Customer lifetime value: so far, to come, and who is slipping away.

Example: salesops clv --months 6 --top 20
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

import typer

from salesops.commands.ledger import history
from salesops.commands.opportunities import Opportunity
from salesops.params import Top
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Count, Percent

CONTACTS = True
DEFINITIONS = ("clv", "p_alive", "value_at_stake", "net_sales")
Months = Annotated[int, typer.Option(min=1, max=36, help="Months ahead.")]


@dataclass(frozen=True)
class Limits:
    """[clv] in salesops.toml."""

    months: Count = field(
        default=6, metadata=because("of less history a year ahead is no projection")
    )
    few: Count = field(
        default=30, metadata=because("customers who came back: fewer say nothing of the others")
    )
    unsure: Count = field(
        default=100, metadata=because("with fewer who came back, confidence is called low")
    )
    usual_miss: Percent = field(
        default=0.20, metadata=because("what such forecasts missed by on CDNOW and online retail")
    )
    off: Percent = field(
        default=0.25, metadata=because("a backtest that misses by more than usual, and chance")
    )
    risk: Percent = field(
        default=0.50, metadata=because("P(alive) under which gone is likelier than not")
    )
    more_at_risk: Percent = field(
        default=0.50, metadata=because("slipping away in 28 days, past every 28 days before")
    )
    win_back: Percent = field(
        default=0.05, metadata=because("a guess: who is written to and stays for their worth")
    )


def clv(db: Database, months: Months = 12, top: Top = 10, limits: Limits = Limits()) -> Report:
    """Ask what customers brought, what they will bring, and who of them may be gone."""
    from salesops.commands.customers._clv import verdicts, words
    from salesops.commands.customers._clv.notes import notes
    from salesops.commands.customers._clv.story import Story
    from salesops.commands.customers._clv.tables import tables

    asked = db.read("customers/clv")
    story = Story(asked, history(db, None, None, None), limits, months, top)
    return Report(
        command="clv",
        title="Customer lifetime value",
        headline=words.headline(story),
        period=story.ledger.window,
        metrics=words.metrics(story),
        tables=tables(story),
        findings=verdicts.findings(story),
        notes=(*db.book.notes, *notes(story)),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("clv", limits),
    )


def opportunities(report: Report) -> Sequence[Opportunity]:
    """What it offers to the day's queue."""
    from salesops.commands.customers._clv.offers import offers

    return tuple(offers(report))
