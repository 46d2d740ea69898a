"""What comes back: rates by product and reason, money, who returns again.

Example: salesops returns --period 2026-Q2
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Annotated

import typer

from salesops.commands.ledger import Ledger, every
from salesops.commands.opportunities import Opportunity
from salesops.commands.sales._returns import offers, words
from salesops.commands.sales._returns.rows import Linked
from salesops.commands.sales._returns.story import Story
from salesops.commands.sales._returns.tables import tables
from salesops.commands.sales._returns.verdicts import findings
from salesops.errors import UsageError
from salesops.params import Closed, Top, Until
from salesops.queries.database import Database, Questions
from salesops.result import Period, Report, because, limits_of
from salesops.units import Count, Days, Measure, Percent, Ratio

DEFINITIONS = ("return_rate", "returns", "days_to_return", "repeat_returners")
BASES = ("cohort", "cash")
SPAN = timedelta(days=90)
"""A quarter: enough orders of most products, and one season."""

Start = Annotated[
    str | None,
    typer.Option(help="Start of the window. Default: the 90 days that ended 30 days ago."),
]
Basis = Annotated[
    str | None,
    typer.Option(
        help="cohort: returns of the window's orders, whenever; cash: returns booked in the window."
    ),
]


@dataclass(frozen=True)
class Limits:
    """[returns] in salesops.toml."""

    matures: Days = field(default=30.0, metadata=because("most shops take goods back for a month"))
    orders: Count = field(
        default=20, metadata=because("with fewer orders of a product its rate says little")
    )
    factor: Ratio = field(
        default=1.5, metadata=because("times the others' rate: a little more is no cause to act")
    )
    amount: Measure = field(
        default=100, metadata=because("returns above the usual worth looking into")
    )
    fixable: Percent = field(
        default=0.5, metadata=because("of what comes back too often a better page or product stops")
    )


def returns(
    db: Database,
    basis: Basis = None,
    since: Start = None,
    until: Until = None,
    period: Closed = None,
    top: Top = 10,
    limits: Limits = Limits(),
) -> Report:
    """Ask what of the goods sent came back, why, and what that costs."""
    asked = db.read("sales/returns")
    cohort = _cohort(basis, asked)
    window = _window(db, since, until, period, limits.matures, cohort=cohort)
    story = Story(asked, Ledger(db, window, "prev", every(period)), cohort, limits)
    return Report(
        command="returns",
        title=f"Returns, {BASES[0] if cohort else BASES[1]} basis",
        headline=words.headline(story),
        period=window,
        metrics=words.metrics(story),
        tables=tables(story, top),
        findings=findings(story),
        notes=(*db.book.notes, *words.notes(story)),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("returns", limits),
    )


def opportunities(report: Report) -> Sequence[Opportunity]:
    """The product that comes back too often stands in the way of sales that stay."""
    return tuple(offers.offers(report))


def _cohort(basis: str | None, asked: Questions) -> bool:
    """The basis asked for; without one, cohort where most refunds name their orders."""
    if basis is not None and basis not in BASES:
        raise UsageError(f"--basis {basis!r}: there are {' and '.join(BASES)}")
    if basis is not None:
        return basis == BASES[0]
    linked = asked.one("linked", Linked)
    return linked.orphans * 2 <= linked.refunds


def _window(
    db: Database,
    since: str | None,
    until: str | None,
    period: str | None,
    matures: float,
    *,
    cohort: bool,
) -> Period:
    """The window asked for; without one, a quarter whose orders have had time to come back."""
    if since or until or period:
        return db.window(since, until, period)
    if not cohort:
        return db.window("90d")
    end = datetime.combine(db.as_of, time()) - timedelta(days=1) * matures
    return Period(end - SPAN, end, f"90 days that ended {matures:g} days ago", so_far=False)
