"""What to order, how much and by when, with lead times and safety stock.

Example: salesops reorder --service-level 98
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated

import typer

from salesops.commands.opportunities import Opportunity
from salesops.commands.stock._reorder import words
from salesops.commands.stock._reorder.offers import offers
from salesops.commands.stock._reorder.plan import Plan
from salesops.commands.stock._reorder.story import Story
from salesops.commands.stock._reorder.tables import tables
from salesops.commands.stock._reorder.verdicts import findings
from salesops.errors import UsageError
from salesops.params import Top
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Count, Days, Percent, Ratio, digits

DEFINITIONS = (
    "reorder_point",
    "safety_stock",
    "order_quantity",
    "lead_time",
    "demand_type",
    "sales_at_risk",
    "stockout_date",
)
FORMULAS = ("z", "maxavg")

Level = Annotated[
    float | None,
    typer.Option(min=50, max=99.99, help="Percent of waits without a stock-out. Default: 95."),
]
Formula = Annotated[
    str,
    typer.Option("--ss", help="Safety stock: z (by service level) or maxavg (most and longest)."),
]
Review = Annotated[
    float | None,
    typer.Option(min=1, max=366, help="Days between two orders. Default: as supply says, else 7."),
]
From = Annotated[str | None, typer.Option(help="Only what this supplier delivers.")]


@dataclass(frozen=True)
class Limits:
    """[reorder] in salesops.toml."""

    service_level: Percent = field(
        default=0.95, metadata=because("of waits for an order without a stock-out: the usual")
    )
    review: Days = field(
        default=7.0, metadata=because("stock is looked at weekly, unless the supply export says")
    )
    lead_days: Days = field(
        default=14.0, metadata=because("where no export says: the guide's 7 to 10 days, and slack")
    )
    receipts: Count = field(
        default=3, metadata=because("with fewer receipts, a mean lead time means little")
    )
    known_days: Count = field(
        default=14, metadata=because("with fewer days in stock, a spread of demand means little")
    )
    smoothing: Ratio = field(
        default=0.1, metadata=because("of rare demand: within Syntetos and Boylan's 0.05 to 0.2")
    )
    best_sellers: Count = field(
        default=10, metadata=because("by sales of 28 days; whose late order is a finding")
    )
    chance: Percent = field(
        default=0.5, metadata=because("of running out, where history is too short to tell")
    )


def reorder(
    db: Database,
    service_level: Level = None,
    ss: Formula = "z",
    review: Review = None,
    supplier: From = None,
    top: Top = 20,
    limits: Limits = Limits(),
) -> Report:
    """Ask what to order before the next look."""
    if ss not in FORMULAS:
        raise UsageError(f"--ss {ss}: there are {' and '.join(FORMULAS)}")
    asked = db.read("stock/reorder")
    if db.book.filtered:
        raise UsageError(
            "--where leaves out some orders, and stock serves all of them: ask reorder without it"
        )
    used = limits if service_level is None else replace(limits, service_level=service_level / 100)
    plan = Plan(
        today=db.as_of.date(),
        begin=db.book.reach[0].date() if db.book.reach else date.min,
        service_level=used.service_level,
        max_average=ss == "maxavg",
        review=review,
        usual_review=used.review,
        lead_days=used.lead_days,
        receipts=used.receipts,
        known_days=used.known_days,
        smoothing=used.smoothing,
        best_sellers=used.best_sellers,
        digits=digits(db.book.currency),
    )
    story = Story(asked, plan, supplier)
    return Report(
        command="reorder",
        title="Reorder",
        headline=words.headline(story),
        period=story.window,
        metrics=words.metrics(story),
        tables=tables(story, top),
        findings=findings(story),
        notes=(*db.book.notes, *words.notes(story)),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("reorder", used),
    )


def opportunities(report: Report) -> Sequence[Opportunity]:
    """Orders that are due and deliveries to hurry, by the sales that waiting a week would cost."""
    return offers(report)
