"""The ledger of a window: its sums, and those of the windows it is compared with."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from salesops.errors import UsageError
from salesops.models.compare import average, change
from salesops.period import COMPARISONS, shifted
from salesops.queries.database import Database, Questions
from salesops.result import Change, Metric, Period
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
class Undated:
    """What stands in no day: orders without a date, and lines without one."""

    orders: Count
    lines: Count


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


def every(period: str | None) -> bool:
    """Whether the period is all: only there does what has no date count."""
    return (period or "").strip().lower() == "all"


@dataclass(frozen=True)
class Ledger:
    """All sums of one window, each asked once."""

    db: Database
    window: Period
    versus: str
    undated: bool

    @cached_property
    def sums(self) -> Questions:
        """The statements of the ledger, which every analysis of sales shares."""
        return self.db.read("sales/totals")

    def totals(self, window: Period) -> Totals:
        """The sums of any window."""
        undated = self.undated and window == self.window
        return self.sums.one(
            "totals", Totals, start_at=window.start, end_at=window.end, undated=undated
        )

    @cached_property
    def now(self) -> Totals:
        """The window's own sums."""
        return self.totals(self.window)

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
        return self.first is not None and window.start.date() >= self.first

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

    def undated_notes(self) -> list[str]:
        """What has no date, and where it counts."""
        found = self.dateless
        where = "in every total here" if self.undated else "counted in --period all only"
        said = [
            (found.orders, f"{found.orders:,} orders have no date: they are {where}."),
            (found.lines, f"{found.lines:,} order lines have no date: they are {where}."),
        ]
        return [sentence for count, sentence in said if count]
