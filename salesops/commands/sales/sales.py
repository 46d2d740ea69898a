"""Net sales, orders, AOV and margin by SKU, channel, country or more.

Example: salesops sales --by channel,category --period last-month
"""

from typing import Annotated

import typer

from salesops.commands.grouping import By, Freq, dimensions, frequency
from salesops.commands.ledger import Ledger, compared_with, every
from salesops.commands.outliers import outliers
from salesops.commands.sales._sales import words
from salesops.commands.sales._sales.groups import Asked
from salesops.commands.sales._sales.tables import tables
from salesops.commands.trust import gravest_first, rejected
from salesops.errors import UsageError
from salesops.params import Closed, Since, Top, Until
from salesops.period import days
from salesops.queries.database import Database
from salesops.result import Period, Report

DEFINITIONS = (
    "net_sales",
    "share",
    "orders",
    "units",
    "aov",
    "gross_profit",
    "margin",
    "cost_coverage",
    "comparisons",
)
MOST = 2
"""Groups at once: a cross-tab of more is a job for a spreadsheet."""
WEEK = 7

Against = Annotated[
    str | None,
    typer.Option(
        "--versus",
        help="prev, prev-week, prev-month, prev-year or prev-year-dow. Default: prev-week for "
        "less than a week, else prev.",
    ),
]


def sales(
    db: Database,
    by: By = "",
    freq: Freq = None,
    since: Since = "yesterday",
    until: Until = None,
    period: Closed = None,
    versus: Against = None,
    top: Top = 20,
) -> Report:
    """Ask the everyday cross-tab: every grouping sums to the same whole."""
    often, asked = frequency(freq), db.read("sales/sales")
    groups = dimensions(by, MOST, db.book.written)
    window = db.window(since, until, period)
    ledger = Ledger(db, window, _one(versus, window), every(period))
    question = Asked(asked, ledger, tuple(groups or ([] if often else ["sku"])), often, top)
    return Report(
        command="sales",
        title="Sales",
        headline=words.headline(ledger),
        period=window,
        metrics=(
            *(ledger.metric(name) for name in ("net_sales", "orders", "units", "aov")),
            *ledger.profit_metrics(),
        ),
        tables=tables(question),
        findings=gravest_first([db.stale(window), rejected(db), outliers(ledger)]),
        notes=(*db.book.notes, *words.notes(question)),
        definitions=DEFINITIONS,
    )


def _one(versus: str | None, window: Period) -> str:
    """The one comparison: the same weekdays for days, the period before for more."""
    named = compared_with(versus or "")
    if len(named) > 1:
        raise UsageError(f"--versus {versus}: sales compares with one window; name one")
    return named[0] if named else "prev-week" if len(days(window)) < WEEK else "prev"
