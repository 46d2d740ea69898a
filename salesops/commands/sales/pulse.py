"""Net sales, orders and top SKUs, each against the periods before.

Example: salesops pulse --since yesterday
"""

from dataclasses import dataclass, field

from salesops.commands.ledger import every
from salesops.commands.sales._pulse import goals, sending, skus, tables, verdicts, words
from salesops.commands.sales._pulse.figures import Figures
from salesops.commands.versus import usual
from salesops.params import Closed, Since, Top, Until, Versus
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Count, Days, Hours, Measure, Percent

DEFINITIONS = ("net_sales", "gross_sales", "discounts", "returns", "total_sales", "orders", "aov")


@dataclass(frozen=True)
class Limits:
    """[pulse] in salesops.toml."""

    drop: Percent = field(default=-0.20, metadata=because("investigate drops over 20 %"))
    drop_amount: Measure = field(
        default=500, metadata=because("a smaller fall is noise, whatever its percent")
    )
    drop_orders: Count = field(
        default=20, metadata=because("with fewer orders before, a fall means little")
    )
    promise: Hours = field(default=24.0, metadata=because("orders leave within a day of payment"))
    late_share: Percent = field(
        default=0.10, metadata=because("of the last 28 days' orders, when late ones are a finding")
    )
    cover: Days = field(default=2.0, metadata=because("a best seller with less runs out"))


def pulse(
    db: Database,
    since: Since = "yesterday",
    until: Until = None,
    period: Closed = None,
    versus: Versus = None,
    top: Top = 5,
    limits: Limits = Limits(),
) -> Report:
    """Ask the operator's primary tile, complete days and today so far apart."""
    asked = db.read("sales/pulse")
    window = db.window(since, until, period)
    named = versus or words.COMPARED_WITH[usual(window)]
    figures = Figures(db, window, named, every(period), asked)
    sold = skus.top(asked, window, figures, top)
    sent = sending.open_orders(asked, db.as_of, limits.promise)
    return Report(
        command="pulse",
        title="Sales pulse",
        headline=words.headline(figures),
        period=window,
        metrics=figures.metrics(),
        tables=(
            *tables.tables(figures),
            goals.table(asked, figures),
            *sold.tables(),
            *sent.tables(),
        ),
        findings=verdicts.findings(asked, figures, sold, sent, limits),
        notes=(*db.book.notes, *words.notes(asked, figures, sent)),
        definitions=DEFINITIONS,
        limits=limits_of("pulse", limits),
    )
