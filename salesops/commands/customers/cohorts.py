"""Who came back, and what they brought, by month of first order.

Example: salesops cohorts --since 1y --value revenue
"""

from dataclasses import dataclass, field
from typing import Annotated

import typer

from salesops.commands.customers._cohorts import verdicts, words
from salesops.commands.customers._cohorts.calendar import UNITS
from salesops.commands.customers._cohorts.story import Story
from salesops.commands.customers._cohorts.tables import tables
from salesops.commands.customers._cohorts.triangle import VALUES
from salesops.commands.ledger import history
from salesops.errors import UsageError, meant
from salesops.params import Closed, Start, Until
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Count, Percent

DEFINITIONS = ("cohort", "cohort_retention", "repeat_rate", "net_sales")
What = Annotated[str, typer.Option(help=f"What the triangle shows: {', '.join(VALUES)}.")]
Freq = Annotated[str, typer.Option(help=f"Cohorts by {' or '.join(UNITS)}.")]


@dataclass(frozen=True)
class Limits:
    """[cohorts] in salesops.toml."""

    settle: Count = field(
        default=6, metadata=because("first months whose customers had often ordered before")
    )
    few: Count = field(default=100, metadata=because("customers: a rate of fewer says little"))
    drop: Percent = field(
        default=-0.20, metadata=because("of the rate before, and more than chance (1 in 100)")
    )


def cohorts(
    db: Database,
    since: Start = None,
    until: Until = None,
    period: Closed = None,
    value: What = "retention",
    freq: Freq = "month",
    limits: Limits = Limits(),
) -> Report:
    """Ask how many of each month's new customers came back, month by month."""
    for option, word, words_ in (("value", value, VALUES), ("freq", freq, UNITS)):
        if word not in words_:
            raise UsageError(f"--{option} {word!r}: {meant(word, tuple(words_))}")
    asked = db.read("customers/cohorts")
    window = history(db, since, until, period).window
    story = Story(asked, history(db, None, None, "all"), window, freq, value, limits)
    return Report(
        command="cohorts",
        title="Cohorts",
        headline=words.headline(story),
        period=window,
        metrics=tuple(words.metrics(story)),
        tables=tables(story),
        findings=verdicts.findings(story),
        notes=(*db.book.notes, *words.notes(story)),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("cohorts", limits),
    )
