"""What pulse asks of its window beside the ledger: profit, customers, days."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import cached_property

from salesops.commands.ledger import COMPARED, Ledger
from salesops.commands.sales._pulse.rows import Basis, Buyers, DayRow, DayTotals
from salesops.commands.versus import compared_with, usual
from salesops.period import days
from salesops.queries.database import Questions
from salesops.result import Metric, Period
from salesops.units import Unit

RECENT = 28
"""Complete days of the spark line, and whose orders the late ones are a share of: four of each
weekday."""


@dataclass(frozen=True)
class Figures(Ledger):
    """All sums of one question, each asked once."""

    asked: Questions

    def metrics(self) -> tuple[Metric, ...]:
        """The tile: money first, then counts, then profit and customers."""
        main = (self.metric(name) for name in COMPARED)
        return (*main, *self.profit_metrics(), *self._buyer_metrics())

    @cached_property
    def verdict(self) -> str:
        """What verdicts compare with: what is usual for such a window, else the first named."""
        names, best = compared_with(self.versus), usual(self.window)
        return best if best in names else next(iter(names), best)

    @cached_property
    def buyers(self) -> list[Buyers]:
        """New, returning and unknown customers of the window."""
        if self.asked.db.book.filtered:  # who is new is told by all orders, not by some
            return []
        return self.asked.all("customers", Buyers, **self.span)

    @cached_property
    def basis(self) -> Basis:
        """How the window's taxes and refunds were told apart."""
        return self.asked.one("money_basis", Basis, **self.span)

    def _buyer_metrics(self) -> list[Metric]:
        counted = {buyers.customers: buyers.n or 0 for buyers in self.buyers}
        unknown = None if self.asked.db.book.filtered else 0
        return [
            Metric(
                f"{kind}_customers",
                f"{kind.capitalize()} customers",
                counted.get(kind, unknown),
                Unit.COUNT,
            )
            for kind in ("new", "returning")
        ]

    def days(self, window: Period) -> list[DayRow]:
        """Each calendar day that the data knows of: zero where nothing was sold.

        Days before the first row are left out, and days past the end of stale data: of those
        nothing is known, which is not zero.
        """
        rows = self.asked.all("days", DayTotals, start_at=window.start, end_at=window.end)
        by_day = {row.day: row for row in rows}
        zero = Decimal(0)
        none = DayTotals(window.start.date(), 0, zero, zero, zero, zero, zero)
        reach = self.asked.db.book.reach
        stale = reach is not None and self.asked.db.stale(window) is not None
        end = reach[1] - timedelta(microseconds=1) if reach and stale else window.end
        last = max([end.date(), *by_day])  # a cancellation may be later than every order
        listed = []
        for day, complete in days(window):
            if self.first is None or not self.first <= day <= last:
                continue
            row = by_day.get(day, none)
            listed.append(
                DayRow(
                    day, complete, row.orders, row.units, row.gross_sales, row.discounts,
                    row.returns, row.net_sales,
                )
            )  # fmt: skip
        return listed

    @cached_property
    def recent(self) -> list[DayRow]:
        """The last RECENT complete days up to the window's end: a part of a day misleads."""
        end = datetime.combine(self.window.end, time())
        whole = replace(self.window, start=end - timedelta(days=RECENT), end=end, so_far=False)
        return self.days(whole)
