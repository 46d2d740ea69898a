"""Net sales, orders, AOV and margin by SKU, channel, country or more.

Example: salesops sales --by channel,category --period last-month
"""

from salesops.commands.grouping import By, Freq, dimensions, frequency
from salesops.commands.ledger import Ledger, every
from salesops.commands.outliers import outliers
from salesops.commands.sales._sales import words
from salesops.commands.sales._sales.groups import Asked
from salesops.commands.sales._sales.tables import tables
from salesops.commands.trust import gravest_first, rejected
from salesops.commands.versus import one_comparison
from salesops.params import Against, Closed, Since, Top, Until
from salesops.queries.database import Database
from salesops.result import Report

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
    ledger = Ledger(db, window, one_comparison("sales", versus, window), every(period))
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
