"""The sums of a window and of the windows it is compared with, each asked once."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property

from salesops.commands.sales._pulse.rows import Buyers, DayRow, DayTotals, Profit, Totals
from salesops.errors import UsageError
from salesops.models.compare import change, ratio
from salesops.period import COMPARISONS, days, shifted
from salesops.queries.database import Questions
from salesops.result import Change, Metric, Period
from salesops.units import Unit

COMPARED = (
    "net_sales",
    "gross_sales",
    "discounts",
    "returns",
    "total_sales",
    "orders",
    "units",
    "aov",
)
_TITLES = {"aov": "AOV"}
_NEITHER = ("discounts", "returns")
"""Their rise is neither good nor bad by itself."""


def compared_with(text: str) -> list[str]:
    """The comparison names of `--versus`.

    Raises:
        UsageError: an unknown name.
    """
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in COMPARISONS:
            raise UsageError(f"--versus {name!r}: there are {', '.join(COMPARISONS)}")
    return names


@dataclass(frozen=True)
class Figures:
    """All sums of one question, each asked once."""

    asked: Questions
    window: Period
    versus: str
    undated: bool

    def totals(self, window: Period) -> Totals:
        """The sums of any window."""
        undated = self.undated and window == self.window
        return self.asked.one(
            "totals", Totals, start_at=window.start, end_at=window.end, undated=undated
        )

    @cached_property
    def now(self) -> Totals:
        """The window's own sums."""
        return self.totals(self.window)

    @cached_property
    def first(self) -> date | None:
        """The first day of the data; nothing is known of the days before it."""
        reach = self.asked.db.book.reach
        return reach[0].date() if reach else None

    def known(self, window: Period) -> bool:
        """Whether the data reaches back to the window's start."""
        return self.first is not None and window.start.date() >= self.first

    @cached_property
    def bases(self) -> list[tuple[str, Period, Totals]]:
        """The windows compared with, and their sums."""
        windows = [(name, shifted(self.window, name)) for name in compared_with(self.versus)]
        return [(name, window, self.totals(window)) for name, window in windows]

    @cached_property
    def profit(self) -> Profit:
        """Sales with a known cost, and the cost."""
        window = self.window
        return self.asked.one(
            "profit", Profit, start_at=window.start, end_at=window.end, undated=self.undated
        )

    def changes(self, metric: str) -> tuple[Change, ...]:
        """The metric against every window compared with."""
        value = getattr(self.now, metric)
        return tuple(
            change(name, value, getattr(totals, metric), history=self.known(window))
            for name, window, totals in self.bases
        )

    def metrics(self) -> tuple[Metric, ...]:
        """The tile: money first, then counts, then profit and customers."""
        units = {"orders": Unit.COUNT, "units": Unit.QUANTITY}
        main = (
            Metric(
                name,
                _TITLES.get(name, name.replace("_", " ").capitalize()),
                getattr(self.now, name),
                units.get(name, Unit.MONEY),
                self.changes(name),
                "" if name in _NEITHER else "up",
            )
            for name in COMPARED
        )
        return (*main, *self._profit_metrics(), *self._buyer_metrics())

    def _profit_metrics(self) -> list[Metric]:
        profit = self.profit
        gained = profit.covered - profit.cost if profit.covered else None
        return [
            Metric("gross_profit", "Gross profit", gained, Unit.MONEY),
            Metric("margin", "Margin", ratio(gained, profit.covered), Unit.PERCENT),
            Metric(
                "cost_coverage",
                "Cost known",
                ratio(profit.covered, profit.sales),
                Unit.PERCENT,
            ),
        ]

    @cached_property
    def buyers(self) -> list[Buyers]:
        """New, returning and unknown customers of the window."""
        window = self.window
        if self.asked.db.book.filtered:  # who is new is told by all orders, not by some
            return []
        return self.asked.all(
            "customers", Buyers, start_at=window.start, end_at=window.end, undated=self.undated
        )

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

    def recent(self, count: int) -> list[DayRow]:
        """The last complete days up to the window's end: a part of a day misleads."""
        end = datetime.combine(self.window.end, time())
        whole = replace(self.window, start=end - timedelta(days=count), end=end, so_far=False)
        return self.days(whole)
