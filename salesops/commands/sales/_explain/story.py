"""What explain asks, each thing once: the two windows, their values, visits and stock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from salesops.commands.ledger import Ledger, Totals
from salesops.commands.sales._explain.rows import DaysOut, Largest, OutNow, Value, Visits
from salesops.models.attribution import Effect, Side, apportioned, effects
from salesops.models.order_value import Bought
from salesops.period import days
from salesops.queries.database import Questions
from salesops.result import Change, Period
from salesops.units import Unit, digits, rounded, signed, text

MIDNIGHT = time()


@dataclass(frozen=True)
class Story:
    """One question: why the window's net sales are not those of the window compared with."""

    asked: Questions
    ledger: Ledger
    limits: Any
    top: int

    @cached_property
    def moved(self) -> Change:
        """Net sales against the one window compared with."""
        return self.ledger.changes("net_sales")[0]

    @cached_property
    def against(self) -> tuple[str, Period, Totals]:
        """The window compared with: its name, its bounds, its sums."""
        return self.ledger.bases[0]

    @property
    def window(self) -> Period:
        """The window asked about."""
        return self.ledger.window

    @property
    def base(self) -> Period:
        """The window compared with."""
        return self.against[1]

    @property
    def currency(self) -> str | None:
        """Of every amount."""
        return self.ledger.db.book.currency

    @property
    def known(self) -> bool:
        """Whether there is a change to explain: the data reaches back to the other window."""
        return self.ledger.known(self.base)

    # Amounts are rounded first, so that what is printed adds up.

    def cents(self, amount: Decimal) -> Decimal:
        """As it is printed."""
        return rounded(amount, digits(self.currency))

    def tied(self, parts: Sequence[Fraction], total: Decimal) -> list[Decimal]:
        """The parts as they are printed, which sum to the total as it is printed."""
        return apportioned(parts, total, digits(self.currency))

    def money(self, amount: Decimal) -> str:
        """In a sentence."""
        return text(amount, Unit.MONEY, self.currency)

    def signed(self, amount: Decimal) -> str:
        """In a sentence, with its sign."""
        return signed(self.cents(amount), Unit.MONEY, self.currency)

    @cached_property
    def now_net(self) -> Decimal:
        """Net sales of the window, as printed."""
        return self.cents(self.ledger.now.net_sales)

    @cached_property
    def base_net(self) -> Decimal:
        """Net sales of the window compared with, as printed."""
        return self.cents(self.against[2].net_sales)

    @cached_property
    def change(self) -> Decimal:
        """The one less the other, as printed."""
        return self.now_net - self.base_net

    def share(self, amount: Decimal) -> float | None:
        """Of the change; None where nothing changed."""
        return float(Fraction(amount) / Fraction(self.change)) if self.change else None

    # What is asked

    @cached_property
    def _span(self) -> dict[str, object]:
        return {
            **self.ledger.span,
            "base_from": self.base.start,
            "base_to": self.base.end,
        }

    @cached_property
    def values(self) -> list[Value]:
        """Every value of every dimension."""
        return self.asked.all("carriers", Value, **self._span)

    @cached_property
    def largest(self) -> list[Largest]:
        """The largest orders of both windows, the largest first."""
        return self.asked.all("largest", Largest, **self._span)

    @cached_property
    def visits(self) -> list[Visits]:
        """What is known of visits, shop by shop."""
        return self.asked.all("sessions", Visits, **self._span)

    @cached_property
    def out(self) -> dict[tuple[str, str], str]:
        """SKUs that were out of stock in the window, by shop and SKU, in words.

        Days tell it, where the exports have them; else what is in stock now.
        """
        touched = [day for day, _ in days(self.window)] or [self.window.start.date()]
        found = self.asked.all("days_out", DaysOut, first_day=touched[0], last_day=touched[-1])
        gone = self.asked.all("out_now", OutNow)
        if self.asked.has("stock_history"):
            return {
                (row.shop, row.sku): f"out of stock {row.days_out} of {row.days} "
                f"day{'s' if row.days != 1 else ''}"
                for row in found
            }
        return {(row.shop, row.sku): "none in stock now" for row in gone}

    @property
    def stock_told(self) -> bool:
        """Whether any export says what was in stock, of what is asked about."""
        return not self.ledger.db.book.filtered and (
            self.asked.has("stock_history") or self.asked.has("inventory_levels")
        )

    @cached_property
    def shops(self) -> bool:
        """Whether the two windows are of several shops."""
        return len({v.value for v in self.values if v.dimension == "shop"}) > 1

    # The split

    @cached_property
    def traffic(self) -> tuple[int, int] | str:
        """Sessions of the window compared with and of the window, or why they are not known."""
        visits = self.visits
        if not self.asked.has("traffic_daily"):
            return "no export of daily sessions is loaded (traffic_daily: day, sessions)"
        if self.ledger.db.book.filtered:
            return "sessions are of all orders, not of those that --where keeps"
        bounds = (self.window.start, self.window.end, self.base.start, self.base.end)
        if self.ledger.undated or any(at.time() != MIDNIGHT for at in bounds):
            return "sessions are known by whole days only; ask with --period yesterday or dates"
        wanted = len(days(self.window)), len(days(self.base))
        for shop in visits:
            if (shop.days_now, shop.days_base) != wanted:
                of = f" of shop {shop.shop or '(unnamed)'}" if len(visits) > 1 else ""
                return (
                    f"sessions{of} are known for {shop.days_now} of {wanted[0]} days of this "
                    f"period and {shop.days_base} of {wanted[1]} of the other"
                )
        if not visits:
            return "no order and no session lies in either period"
        return sum(v.sessions_base for v in visits), sum(v.sessions_now for v in visits)

    @cached_property
    def parts(self) -> list[Effect]:
        """The effects, exact; none without a window to compare with."""
        if not self.known:
            return []
        counted = self.traffic if isinstance(self.traffic, tuple) else (None, None)
        skus = [v for v in self.values if v.dimension == "sku"]
        before = {(v.shop, v.value): Bought(v.units_base, v.gross_base) for v in skus}
        now = {(v.shop, v.value): Bought(v.units_now, v.gross_now) for v in skus}
        return effects(
            _side(self.against[2], before, counted[0]), _side(self.ledger.now, now, counted[1])
        )


def _side(totals: Totals, products: dict[Any, Bought], sessions: int | None) -> Side:
    return Side(
        totals.orders, totals.gross_sales, totals.discounts, totals.returns, products, sessions
    )
