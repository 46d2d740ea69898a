"""The money of a window: totals, what they are compared with, and how gross becomes total."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from salesops.errors import UsageError
from salesops.models.compare import average, change, ratio
from salesops.period import COMPARISONS, days, shifted, to_date, to_date_bases
from salesops.queries.database import Questions
from salesops.result import Change, Metric, Period, Table
from salesops.units import Count, Day, Flag, Instant, Measure, Money, Percent, Quantity, Text, Unit

TREND = 28
"""Days of the spark line: four of each weekday."""
LISTED = 14
"""Days that prose lists one by one; longer windows are in the data formats."""


@dataclass(frozen=True)
class Totals:
    """A window of the ledger, summed."""

    gross_sales: Money
    discounts: Money
    returns: Money
    net_sales: Money
    shipping: Money
    taxes: Money
    duties: Money
    tips: Money
    gift_cards: Money
    services: Money
    other_refunds: Money
    not_tied: Money
    total_sales: Money
    orders: Count
    other_orders: Count
    units: Quantity

    @property
    def order_value(self) -> Decimal:
        """Gross less discounts: what AOV divides."""
        return self.gross_sales - self.discounts

    @property
    def aov(self) -> Decimal | None:
        """Average order value; None without orders."""
        return average(self.order_value, self.orders)


@dataclass(frozen=True)
class Profit:
    """Sales whose unit cost is known, and that cost."""

    sales: Money
    covered: Money
    cost: Money


@dataclass(frozen=True)
class First:
    """The first day of the data."""

    day: Day | None


@dataclass(frozen=True)
class DayTotals:
    """A day that has entries in the ledger."""

    day: Day
    orders: Count
    units: Quantity
    gross_sales: Money
    discounts: Money
    returns: Money
    net_sales: Money


@dataclass(frozen=True)
class Buyers:
    """Customers of one kind with their orders."""

    customers: Text
    n: Count | None
    orders: Count
    sales: Money


@dataclass(frozen=True)
class Comparison:
    """A metric against one window."""

    metric: Text
    versus: Text
    from_: Instant
    to: Instant
    base: Measure | None
    change: Measure | None
    change_pct: Percent | None
    reason: Text | None


@dataclass(frozen=True)
class Part:
    """The complete days or the day so far, each against the same part a week earlier."""

    part: Text
    from_: Instant
    to: Instant
    orders: Count
    net_sales: Money
    week_before: Money | None
    change_pct: Percent | None
    reason: Text | None


@dataclass(frozen=True)
class DayRow:
    """A calendar day of the window."""

    day: Day
    complete: Flag
    orders: Count
    units: Quantity
    gross_sales: Money
    discounts: Money
    returns: Money
    net_sales: Money


@dataclass(frozen=True)
class Trend:
    """A day of the spark line; None before the data begins."""

    day: Day
    net_sales: Money | None


@dataclass(frozen=True)
class Step:
    """A step on the way from gross to total sales."""

    step: Text
    amount: Money


@dataclass(frozen=True)
class ToDate:
    """Month, quarter or year to date against the same number of days before."""

    period: Text
    net_sales: Money
    versus: Text
    base: Money | None
    change: Money | None
    change_pct: Percent | None
    reason: Text | None


_COMPARED = (
    "net_sales",
    "gross_sales",
    "discounts",
    "returns",
    "total_sales",
    "orders",
    "units",
    "aov",
)
_TITLES = {"aov": "Average order value", "gross_sales": "Gross sales"}
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
        return self.asked.one("first_day", First).day

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
            for name in _COMPARED
        )
        return (*main, *self._profit_metrics(), *self._buyer_metrics())

    def _profit_metrics(self) -> list[Metric]:
        profit = self.profit
        if not profit.cost:
            return []
        gained = profit.covered - profit.cost
        return [
            Metric("gross_profit", "Gross profit", gained, Unit.MONEY),
            Metric("margin", "Margin", ratio(gained, profit.covered), Unit.PERCENT),
            Metric(
                "cost_coverage",
                "Sales with known cost",
                ratio(profit.covered, profit.sales),
                Unit.PERCENT,
            ),
        ]

    @cached_property
    def buyers(self) -> list[Buyers]:
        """New, returning and unknown customers of the window."""
        window = self.window
        return self.asked.all(
            "customers", Buyers, start_at=window.start, end_at=window.end, undated=self.undated
        )

    def _buyer_metrics(self) -> list[Metric]:
        counted = {buyers.customers: buyers.n or 0 for buyers in self.buyers}
        if set(counted) <= {"unknown"}:
            return []
        return [
            Metric(
                f"{kind}_customers",
                f"{kind.capitalize()} customers",
                counted.get(kind, 0),
                Unit.COUNT,
            )
            for kind in ("new", "returning")
        ]

    def tables(self) -> tuple[Table, ...]:
        """Comparisons, parts, days, the trend, the steps to total sales, and to-date lines."""
        listed = self._days(self.window)
        return (
            Table("comparisons", "Comparisons", Comparison, self._comparisons(), shown=False),
            *self._parts(),
            Table("days", "Days", DayRow, listed, shown=1 < len(listed) <= LISTED),
            Table("trend", f"Net sales, {TREND} days", Trend, self._trend(), spark="net_sales"),
            Table("to_total", "From gross to total sales", Step, self._steps()),
            Table("to_date", "To date", ToDate, self._to_date()),
            *self._buyer_tables(),
        )

    def _comparisons(self) -> list[Comparison]:
        windows = {name: window for name, window, _ in self.bases}
        return [
            Comparison(
                metric, c.versus, windows[c.versus].start, windows[c.versus].end,
                c.base, c.change, c.change_pct, c.reason,
            )
            for metric in _COMPARED
            for c in self.changes(metric)
        ]  # fmt: skip

    def _parts(self) -> list[Table]:
        midnight = self.window.end.replace(hour=0, minute=0, second=0, microsecond=0)
        if not self.window.so_far or midnight <= self.window.start:
            return []
        whole = replace(self.window, end=midnight, so_far=False)
        today = replace(self.window, start=midnight)
        rows = [self._part("complete days", whole), self._part("today so far", today)]
        return [Table("parts", "Complete days and today so far", Part, rows)]

    def _part(self, name: str, window: Period) -> Part:
        now, before = self.totals(window), shifted(window, "prev-week")
        base = self.totals(before)
        c = change("prev-week", now.net_sales, base.net_sales, history=self.known(before))
        return Part(
            name,
            window.start,
            window.end,
            now.orders,
            now.net_sales,
            c.base,
            c.change_pct,
            c.reason,
        )

    def _days(self, window: Period) -> list[DayRow]:
        rows = self.asked.all("days", DayTotals, start_at=window.start, end_at=window.end)
        by_day = {row.day: row for row in rows}
        zero = Decimal(0)
        none = DayTotals(window.start.date(), 0, zero, zero, zero, zero, zero)
        listed = []
        for day, complete in days(window):
            if self.first is None or day < self.first:
                continue  # before the data begins there is nothing to say, not zero
            row = by_day.get(day, none)
            listed.append(
                DayRow(
                    day, complete, row.orders, row.units, row.gross_sales, row.discounts,
                    row.returns, row.net_sales,
                )
            )  # fmt: skip
        return listed

    def recent(self, count: int) -> list[DayRow]:
        """The last calendar days of the window, and days before it to make up the count."""
        last = self.window.end - timedelta(microseconds=1)
        first = datetime.combine(last - timedelta(days=count - 1), time())
        return self._days(replace(self.window, start=first))

    def _trend(self) -> list[Trend]:
        sold = {row.day: row.net_sales for row in self.recent(TREND)}
        last = (self.window.end - timedelta(microseconds=1)).date()
        every = [last - timedelta(days=n) for n in reversed(range(TREND))]
        return [Trend(day, sold.get(day)) for day in every]

    def _steps(self) -> list[Step]:
        now = self.now
        steps: list[tuple[str, Any]] = [
            ("Gross sales", now.gross_sales),
            ("- discounts", -now.discounts),
            ("- returns", -now.returns),
            ("= net sales", now.net_sales),
            ("+ shipping", now.shipping),
            ("+ taxes", now.taxes),
            ("+ duties", now.duties),
            ("+ tips", now.tips),
            ("+ gift cards", now.gift_cards),
            ("+ services", now.services),
            ("- refunds of shipping, tax and other", -now.other_refunds),
            ("+ not tied", now.not_tied),
            ("= total sales", now.total_sales),
        ]
        always = ("Gross", "- discounts", "- returns", "=")
        return [Step(name, amount) for name, amount in steps if amount or name.startswith(always)]

    def _to_date(self) -> list[ToDate]:
        last = self.window.end - timedelta(microseconds=1)
        spans = [
            (name, unit, replace(to_date(last, unit), end=self.window.end))
            for name, unit in (("MTD", "month"), ("QTD", "quarter"), ("YTD", "year"))
        ]
        return [
            self._against(name, self.totals(span).net_sales, versus, before)
            for name, unit, span in spans
            for versus, before in to_date_bases(span, unit)
        ]

    def _against(self, name: str, now: Decimal, versus: str, before: Period) -> ToDate:
        base = self.totals(before).net_sales
        c = change(versus, now, base, history=self.known(before))
        return ToDate(name, now, versus, c.base, c.change, c.change_pct, c.reason)

    def _buyer_tables(self) -> list[Table]:
        if not self.buyers:
            return []
        note = (
            "New: first order in all loaded history. Sales: gross less discounts of their orders."
        )
        return [Table("customers", "Customers", Buyers, self.buyers, note)]
