"""Visits by page and channel against the days before; places in search.

Example: salesops traffic --by page --top 20
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

import typer

from salesops.commands.arrived import whole_days
from salesops.commands.opportunities import Opportunity
from salesops.commands.traffic._traffic import verdicts, words
from salesops.commands.traffic._traffic.answers import SPLITS
from salesops.commands.traffic._traffic.offers import offers
from salesops.commands.traffic._traffic.story import Story
from salesops.commands.traffic._traffic.tables import tables
from salesops.errors import InputError, UsageError, meant
from salesops.params import Against, Closed, Since, Top, Until
from salesops.queries.database import Database, Questions
from salesops.result import Report, because, limits_of
from salesops.units import Count, Percent, Ratio

SQL = ("traffic/traffic", "traffic/search")
DEFINITIONS = ("sessions", "traffic_change", "search_position", "conversion")
BY = (*SPLITS, "query")
By = Annotated[str | None, typer.Option(help=f"One of {', '.join(BY)}. Default: channel and page.")]


@dataclass(frozen=True)
class Limits:
    """[traffic] in salesops.toml."""

    warn: Percent = field(
        default=-0.20, metadata=because("the operator guide's tool warns of visits down 20 %")
    )
    critical: Percent = field(
        default=-0.40, metadata=because("the operator guide's tool calls 40 % critical")
    )
    least_sessions: Count = field(
        default=100, metadata=because("of fewer sessions before a fall says little")
    )
    least_lost: Count = field(
        default=50, metadata=because("a fall of fewer sessions is nothing to act on")
    )
    places: Ratio = field(
        default=5.0, metadata=because("the operator guide's tool warns of 5 places lost")
    )
    places_critical: Ratio = field(
        default=10.0, metadata=because("the operator guide's tool calls 10 places critical")
    )
    least_impressions: Count = field(
        default=100, metadata=because("of what is seldom searched the place wanders by itself")
    )
    regained: Percent = field(
        default=0.25, metadata=because("a guess: of lost visits a quarter comes back by acting")
    )


def traffic(
    db: Database,
    by: By = None,
    since: Since = "7d",
    until: Until = None,
    period: Closed = None,
    versus: Against = None,
    top: Top = 10,
    limits: Limits = Limits(),
) -> Report:
    """Ask what visits did."""
    if by is not None and by not in BY:
        raise UsageError(f"--by {by!r}: {meant(by, BY)}")
    asked, visits = _asked(db, by)
    search = db.read("traffic/search") if asked.has("search_daily") else None
    windows = whole_days("traffic", db, db.window(since, until, period), versus)
    told = Story(asked, search, by, windows, limits, top, visits)
    return Report(
        command="traffic",
        title="Traffic",
        headline=words.headline(told),
        period=windows.now,
        metrics=tuple(words.metrics(told)),
        tables=tuple(tables(told)),
        findings=verdicts.findings(told),
        notes=(*db.book.notes, *words.notes(told)),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("traffic", limits),
    )


def _asked(db: Database, by: str | None) -> tuple[Questions, bool]:
    """What is asked, and whether that is about visits; of web search alone where they lack."""
    if by == "query":
        return db.read("traffic/search"), False
    try:
        return db.read("traffic/traffic"), True
    except InputError as error:
        if by is not None or error.lacking is None:
            raise
        try:
            return db.read("traffic/search"), False
        except InputError:
            raise error from None


def opportunities(report: Report) -> Sequence[Opportunity]:
    """What it offers to the day's queue."""
    return tuple(offers(report))
