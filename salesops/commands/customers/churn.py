"""Churn of customers on plans: how many left, and who leaves most.

Example: salesops churn --by tenure
"""

from dataclasses import dataclass, field
from typing import Annotated

import typer

from salesops.commands.customers._churn import verdicts, words
from salesops.commands.customers._churn.story import DIMENSIONS, Story
from salesops.commands.customers._churn.tables import tables
from salesops.errors import InputError
from salesops.queries.database import Database, Questions
from salesops.result import Report, because, limits_of
from salesops.units import Count, Percent, Ratio

DEFINITIONS = ("churn_rate", "revenue_churn")
By = Annotated[
    str | None,
    typer.Option(help=f"{', '.join(DIMENSIONS)}. Default: the first that is stated."),
]


@dataclass(frozen=True)
class Limits:
    """[churn] in salesops.toml."""

    few: Count = field(default=30, metadata=because("of fewer customers a rate says little"))
    times: Ratio = field(
        default=2.0, metadata=because("as often as the others: less is a difference, no alarm")
    )
    part: Percent = field(
        default=0.25, metadata=because("of all who left: a smaller part is no lever")
    )
    up: Percent = field(
        default=0.50, metadata=because("a month against those before, and more than chance")
    )
    few_left: Count = field(default=10, metadata=because("in a month: fewer are single cases"))


def churn(db: Database, by: By = None, limits: Limits = Limits()) -> Report:
    """Ask which customers have left, what went with them, and who leaves most.

    Raises:
        InputError: no list of customers says who has left.
    """
    story = Story(_asked(db), by, limits)
    return Report(
        command="churn",
        title="Churn",
        headline=words.headline(story),
        metrics=words.metrics(story),
        tables=tables(story),
        findings=verdicts.findings(story),
        notes=(*db.book.notes, *words.notes(story)),
        definitions=DEFINITIONS,
        currency=story.currency,
        limits=limits_of("churn", limits),
    )


def _asked(db: Database) -> Questions:
    try:
        return db.read("customers/churn")
    except InputError as error:
        if error.lacking is None:
            raise
        told = InputError(
            f"{error} That is a list of customers with a plan, a charge or a tenure, and whether "
            "they left. Where nobody says so `salesops clv` tells churn risk from orders."
        )
        told.lacking = error.lacking
        raise told from None
