"""The ledger of a window: its sums, and those of the windows it is compared with."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property

from salesops.commands.versus import compared_with
from salesops.models.compare import average, change, ratio
from salesops.period import shifted
from salesops.periods.dates import step
from salesops.queries.database import Database, Questions
from salesops.result import Change, Finding, Metric, Period
from salesops.units import Count, Money, Quantity, Unit

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
_UNITS = {"orders": Unit.COUNT, "units": Unit.QUANTITY}
_NEITHER = ("discounts", "returns")
"""Their rise is neither good nor bad by itself."""
TICK = timedelta(microseconds=1)
"""Date-only data reaches to the last tick of its last day."""


@dataclass(frozen=True)
class Sums:
    """What most questions ask of the ledger."""

    gross_sales: Money
    discounts: Money
    returns: Money
    net_sales: Money
    total_sales: Money
    units: Quantity
    orders: Count

    @property
    def order_value(self) -> Decimal:
        """Gross less discounts: what AOV divides."""
        return self.gross_sales - self.discounts

    @property
    def aov(self) -> Decimal | None:
        """Average order value; None without orders."""
        return average(self.order_value, self.orders)


@dataclass(frozen=True)
class Totals(Sums):
    """A window of the ledger, summed."""

    other_orders: Count
    shipping: Money
    taxes: Money
    duties: Money
    tips: Money
    gift_cards: Money
    services: Money
    other_refunds: Money
    not_tied: Money


@dataclass(frozen=True)
class Profit:
    """Sales whose unit cost is known, and that cost."""

    covered: Money
    cost: Money


@dataclass(frozen=True)
class Undated:
    """What stands in no day: orders without a date, and lines without one."""

    orders: Count
    lines: Count


def starts_at(day: date) -> datetime:
    """The midnight that a day begins with, on the store's clock."""
    return datetime.combine(day, time())


def every(period: str | None) -> bool:
    """Whether the period is all: only there does what has no date count."""
    return (period or "").strip().lower() == "all"


def history(db: Database, since: str | None, until: str | None, period: str | None) -> "Ledger":
    """The ledger of the window asked for; where none is, of all loaded history."""
    span = period or (None if since or until else "all")
    return Ledger(db, db.window(since, until, span), "prev", every(span))


@dataclass(frozen=True)
class Ledger:
    """All sums of one window, each asked once."""

    db: Database
    window: Period
    versus: str
    undated: bool

    @property
    def span(self) -> dict[str, object]:
        """What every statement about the window binds."""
        window = self.window
        return {"start_at": window.start, "end_at": window.end, "undated": self.undated}

    def stale(self) -> Finding | None:
        """What is missing at the window's end; all that is loaded ends where the data does."""
        return None if self.undated else self.db.stale(self.window)

    def no_sales(self) -> str:
        """What is said of a window without sales; of one before the data nothing is known."""
        reach, name = self.db.book.reach, "" if self.window.name == "all" else self.window.name
        if reach and self.window.end <= reach[0]:
            known = f"nothing is known of {name or 'this period'}"
            return f"The data begins {reach[0]:%Y-%m-%d}: {known}."
        return f"No sales {name or 'in this period'}."

    def share(self, net_sales: Decimal) -> float | None:
        """Of the window's net sales; None where these are not above 0."""
        return ratio(net_sales, self.now.net_sales) if self.now.net_sales > 0 else None

    @cached_property
    def sums(self) -> Questions:
        """The statements of the ledger, which every analysis of sales shares."""
        return self.db.read("sales/totals")

    def totals(self, window: Period) -> Totals:
        """The sums of any window, which one question asks again and again."""
        span = replace(self, window=window, undated=self.undated and window == self.window).span
        question = ("totals", *span.values())
        if question not in self.db.answers:
            self.db.answers[question] = self.sums.one("totals", Totals, **span)
        found: Totals = self.db.answers[question]
        return found

    @cached_property
    def now(self) -> Totals:
        """The window's own sums."""
        return self.totals(self.window)

    @cached_property
    def profit(self) -> Profit:
        """Sales with a known cost, and the cost."""
        return self.db.read("sales/profit").one("profit", Profit, **self.span)

    @cached_property
    def dateless(self) -> Undated:
        """What stands in no day of any window."""
        return self.sums.one("undated", Undated)

    @cached_property
    def first(self) -> date | None:
        """The first day of the data; nothing is known of the days before it."""
        reach = self.db.book.reach
        return reach[0].date() if reach else None

    def known(self, window: Period) -> bool:
        """Whether the data reaches back to the window's start."""
        return self.first is not None and self.reaches(window.start)

    def covers(self, day: date | None, unit: str) -> bool:
        """Whether window and data hold the day, week, month .. that begins there to its end."""
        if day is None:
            return False
        start = starts_at(day)
        end = step(start, unit, 1)
        if start < self.window.start or end > self.window.end or not self.reaches(start):
            return False
        reach = self.db.book.reach
        return reach is None or self.db.stale(self.window) is None or end <= reach[1] + TICK

    def reaches(self, start: datetime) -> bool:
        """Whether the data goes back as far."""
        return self.first is None or start.date() >= self.first

    @cached_property
    def bases(self) -> list[tuple[str, Period, Totals]]:
        """The windows compared with, and their sums."""
        windows = [(name, shifted(self.window, name)) for name in compared_with(self.versus)]
        return [(name, window, self.totals(window)) for name, window in windows]

    def changes(self, metric: str) -> tuple[Change, ...]:
        """The metric against every window compared with."""
        value = getattr(self.now, metric)
        return tuple(
            change(name, value, getattr(totals, metric), history=self.known(window))
            for name, window, totals in self.bases
        )

    def metric(self, name: str) -> Metric:
        """One of COMPARED with its changes."""
        return Metric(
            name,
            _TITLES.get(name, name.replace("_", " ").capitalize()),
            getattr(self.now, name),
            _UNITS.get(name, Unit.MONEY),
            self.changes(name),
            "" if name in _NEITHER else "up",
        )

    def profit_metrics(self) -> tuple[Metric, ...]:
        """Gross profit, margin, and the share of net sales that they speak of."""
        covered, cost = self.profit.covered, self.profit.cost
        gained = covered - cost if covered else None
        known = ratio(covered, self.now.net_sales)
        return (
            Metric("gross_profit", "Gross profit", gained, Unit.MONEY),
            Metric("margin", "Margin", ratio(gained, covered), Unit.PERCENT),
            Metric("cost_coverage", "Cost known", known and min(known, 1.0), Unit.PERCENT),
        )

    def undated_notes(self) -> list[str]:
        """What has no date, and where it counts."""
        found = self.dateless
        where = "in every total here" if self.undated else "counted in --period all only"
        orders = f"{found.orders:,} order{'s' if found.orders != 1 else ''}"
        said = orders
        if found.lines:
            said = f"{found.lines:,} order line{'s' if found.lines != 1 else ''}"
            said += f", among them all of {orders}," if found.orders else ""
        one = (found.lines or found.orders) == 1
        have, they = ("has", "it is") if one else ("have", "they are")
        return [f"{said} {have} no date: {they} {where}."] if found.lines or found.orders else []
