"""Goals of the day, week and month against what was reached.

Example: salesops scorecard --over month
"""

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from salesops.commands.ledger import Ledger
from salesops.commands.sales._scorecard import crm, deals, guide, progress, verdicts, words
from salesops.commands.sales._scorecard import read as read_
from salesops.commands.sales._scorecard.card import Card
from salesops.commands.sales._scorecard.daily import Daily
from salesops.commands.sales._scorecard.goals import Goal
from salesops.commands.sales._scorecard.periods import UNITS, Slot, named
from salesops.commands.sales._scorecard.quotas import SQL as QUOTAS
from salesops.commands.sales._scorecard.quotas import Quotas
from salesops.commands.sales._scorecard.readings import PROFIT, Readings
from salesops.commands.sales._scorecard.sums import Days
from salesops.commands.sales._scorecard.targets import Targets
from salesops.commands.trust import gravest_first, rejected
from salesops.errors import InputError, UsageError, meant
from salesops.queries.database import ORDERS, Database
from salesops.result import Report, because, limits_of
from salesops.units import Measure, Percent, Text

DEFINITIONS = (
    "net_sales",
    "aov",
    "target_attainment",
    "vip_retention",
    "conversion",
    "sessions",
    "lost_sales_share",
    "like_for_like",
)
OF_DEALS = ("won_value", "won_deals", "win_rate", "quota_attainment", "like_for_like")
"""Where there are no orders."""
INSTEAD = ("deals",)
"""Of a CRM it answers without orders."""

Goals = Annotated[
    Path | None, typer.Option("--goals", help="TOML of your goals. Default: the guide's.")
]
Over = Annotated[
    str, typer.Option(help="day, week, month, quarter; several by commas. Default: of the goals.")
]
One = Annotated[
    str | None,
    typer.Option("--period", help="Of one: yesterday, last-week, this-month, 2026-03, 2026-Q1."),
]
Size = Annotated[
    str | None,
    typer.Option(help="Net sales of the whole market in the complete period, for the share."),
]


@dataclass(frozen=True)
class Limits:
    """[scorecard] in salesops.toml."""

    material: Percent = field(default=0.01, metadata=because("a goal missed by less is no news"))
    vip_order: Measure = field(
        default=1000, metadata=because("the guide's VIP: an order of so much")
    )
    vip_share: Percent = field(
        default=0.05, metadata=because("or among so many of a year's best customers")
    )
    start: Text = field(
        default="", metadata=because("the day the guide's weeks begin; its baseline is before")
    )


def scorecard(
    db: Database,
    goals: Goals = None,
    over: Over = "",
    period: One = None,
    market_size: Size = None,
    limits: Limits = Limits(),
) -> Report:
    """Ask how each goal stands, like for like."""
    _expect(db)
    chosen = named(db.window(closed=period), period, db.week_start) if period else None
    quotas = Quotas(db)
    wanted = (
        read_.read(goals, db.as_of, db.week_start)
        if goals
        else _unasked(db, limits, quotas, chosen)
    )
    if any(goal.metric in PROFIT for goal in wanted):  # lines are kept with their cost
        db.expect(["sales/profit"])
    if any(goal.metric in deals.METRICS for goal in wanted):
        db.expect([deals.SQL, QUOTAS])
    daily = Daily(db)
    units = _units(over, wanted, chosen)
    readings = Readings(
        db,
        Ledger(db, db.window("today"), "prev", undated=False),
        Decimal(limits.vip_order),
        limits.vip_share,
        _size(market_size),
        Days(db),
        daily,
        Targets(db),
        deals.Deals(db, quotas),
    )
    card = Card(db, tuple(map(daily.measured, wanted)), readings, units, chosen)
    about = card.slots(units[-1])[0].about
    return Report(
        command="scorecard",
        title="Scorecard",
        headline=words.headline(card),
        period=about,
        metrics=words.metrics(card),
        tables=card.tables(progress.table(card), crm.table(card)),
        findings=gravest_first(
            [
                readings.stale(about),
                rejected(db),
                *verdicts.missed(card, limits.material, own=goals is not None),
            ]
        ),
        notes=(*db.book.notes, *words.notes(card, own=goals is not None, start=limits.start)),
        definitions=DEFINITIONS if readings.sells else OF_DEALS,
        limits=limits_of("scorecard", limits),
    )


def _expect(db: Database) -> None:
    """Load what a card of sales reads, each part where a goal asks; else that of a CRM alone."""
    try:
        db.expect(["sales/scorecard"], needs=ORDERS)
    except InputError as error:
        if error.lacking is None:
            raise
        try:
            db.expect([deals.SQL, QUOTAS], needs=frozenset({"deals"}))
        except InputError as none:
            raise (error if none.lacking else none) from None


def _unasked(db: Database, limits: Limits, quotas: Quotas, chosen: Slot | None) -> tuple[Goal, ...]:
    """The guide's goals; without orders the quotas."""
    if "orders" not in db.book.filled:
        return crm.goals(quotas, chosen)
    return guide.goals(limits.start, db.week_start)


def _units(over: str, goals: tuple[Goal, ...], chosen: Slot | None) -> tuple[str, ...]:
    """The kinds of period that the card has, shortest first."""
    named_ = [word.strip() for word in over.split(",") if word.strip()]
    for word in named_:
        if word not in UNITS:
            raise UsageError(f"--over {word!r}: {meant(word, UNITS)}")
    if chosen:
        if named_ and named_ != [chosen.unit]:
            raise UsageError(f"--period names a {chosen.unit}: leave --over out, or --period")
        return (chosen.unit,)
    asked = named_ or ["day", "week", "month", *(goal.over for goal in goals)]
    return tuple(unit for unit in UNITS if unit in asked)


def _size(text: str | None) -> Fraction | None:
    if text is None:
        return None
    try:
        size = Fraction(Decimal(text.strip()))
    except (InvalidOperation, ValueError, OverflowError):
        size = Fraction(0)
    if size <= 0:
        raise UsageError(f"--market-size {text!r} is no amount above 0: write it as in 250000")
    return size
