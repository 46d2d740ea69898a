"""Is today on track, and the month: expected end and chance of target.

Example: salesops pace --target 2500
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Annotated

import typer

from salesops.commands.opportunities import Opportunity
from salesops.commands.sales._pace import offers, verdicts, words
from salesops.commands.sales._pace.course import Course
from salesops.commands.sales._pace.ends import Ends
from salesops.commands.sales._pace.metrics import metrics
from salesops.commands.sales._pace.tables import tables
from salesops.commands.trust import gravest_first, rejected
from salesops.errors import UsageError
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Count, Percent

DEFINITIONS = ("expected_end", "usual_share", "target_chance", "net_sales", "orders")
IN_TODAY = "Today"


@dataclass(frozen=True)
class Limits:
    """[pace] in salesops.toml."""

    unlikely: Percent = field(
        default=0.20, metadata=because("less than one chance in five; more is no reason for alarm")
    )
    gap: Percent = field(
        default=0.05, metadata=because("of the target; to end closer than that is to reach it")
    )
    begun: Percent = field(
        default=0.25, metadata=because("usual share of the day, or of the month's open days, done")
    )
    quiet: Count = field(
        default=5, metadata=because("where so many orders are usual, none is no accident")
    )


Amount = Annotated[
    str | None,
    typer.Option("--target", help="Net sales that today is to reach; else of the targets export."),
]


def pace(db: Database, target: Amount = None, limits: Limits = Limits()) -> Report:
    """Ask at 3 PM whether the day, and the month with it, is on track."""
    said = _amount(target)
    asked = db.read("sales/pace")
    window = db.window(closed="today")
    ends = Ends(Course(asked), said)
    stale = db.stale(window)
    doubt = stale or verdicts.silence(ends, limits.quiet)
    behind = () if doubt else (verdicts.behind(ends, limits), verdicts.month_behind(ends, limits))
    return Report(
        command="pace",
        title="Pace",
        headline=words.headline(ends, doubt, limits.unlikely),
        period=window,
        metrics=metrics(ends),
        tables=tables(ends),
        findings=gravest_first([doubt, rejected(db), *behind]),
        notes=(*db.book.notes, *words.notes(ends)),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("pace", limits),
    )


def _amount(target: str | None) -> Decimal | None:
    if target is None:
        return None
    try:
        said = Decimal(target)
    except InvalidOperation:
        said = Decimal("NaN")
    if not said.is_finite() or said <= 0:
        raise UsageError(f"--target {target!r}: name an amount above 0, as in 2500")
    return said


def in_today(report: Report) -> str:
    """How the day stands, for a line of the day's note."""
    return words.short(report)


def opportunities(report: Report) -> Sequence[Opportunity]:
    """The day's gap, where it falls behind: what is lost if nothing is done."""
    return tuple(offers.offers(report))
