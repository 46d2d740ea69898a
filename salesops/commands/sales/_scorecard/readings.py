"""What each metric was in a period, each asked once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import TypeVar, cast

from salesops.commands.ledger import Ledger, Profit, Sums
from salesops.commands.sales._scorecard import buyers
from salesops.commands.sales._scorecard.daily import Daily
from salesops.commands.sales._scorecard.deals import METRICS as OF_DEALS
from salesops.commands.sales._scorecard.deals import Deals
from salesops.commands.sales._scorecard.goals import Goal
from salesops.commands.sales._scorecard.judge import Reading
from salesops.commands.sales._scorecard.periods import Slot
from salesops.commands.sales._scorecard.quotas import METRIC as QUOTA
from salesops.commands.sales._scorecard.sums import Days
from salesops.commands.sales._scorecard.targets import Targets
from salesops.models.compare import NO_HISTORY
from salesops.queries.database import Database
from salesops.result import Finding, Period

T = TypeVar("T")
FILTERED = "not under --where"
NO_ORDERS, NO_COST, NO_TARGET, NO_SIZE = "no orders", "no unit cost", "no target", "no market size"
NO_SALES = "no orders export"
PROFIT = ("gross_profit", "margin")
"""Told from the lines and what they cost."""
DAILY = ("conversion", "orders_per_session", "lost_sales_share")
_OF_ALL = (
    *OF_DEALS,
    *DAILY,
    "new_customers",
    "returning_customers",
    "vip_retention",
    "target_attainment",
)
"""Told from all deals, orders, visits or stock: not where --where leaves some orders out."""
_OF_ALL_DEALS = (QUOTA,)
"""The same where it leaves out deals, as no orders are here."""


@dataclass(frozen=True)
class Readings:
    """The metrics of any period."""

    db: Database
    ledger: Ledger
    vip_order: Decimal
    vip_share: float
    market_size: Fraction | None
    """Of one whole period, by --market-size."""
    days: Days
    daily: Daily
    targets: Targets
    deals: Deals
    _kept: dict[tuple[str, datetime, datetime], object] = field(default_factory=dict)

    def slot(self, goal: Goal, slot: Slot) -> Slot:
        """As much of the slot as the goal's metric is known of."""
        return self.daily.known(slot, goal.metric) if self.sells and goal.metric in DAILY else slot

    @property
    def sells(self) -> bool:
        """Whether there are orders; a card of a CRM alone has none."""
        return "orders" in self.db.book.filled

    @property
    def filters_orders(self) -> bool:
        """Whether --where leaves out orders, of which deals state nothing."""
        return self.sells and self.db.book.filtered

    def known(self, goal: Goal, slot: Slot) -> bool:
        """Whether the data that the goal is of reaches back to the slot's start."""
        if goal.metric in OF_DEALS:
            return self.deals.known(slot.start)
        return self.ledger.known(slot.window)

    def stale(self, window: Period, metric: str | None = None) -> Finding | None:
        """A finding where the window reaches past the end of the data that the metric is of."""
        of_deals = metric in OF_DEALS if metric else not self.sells
        return self.db.stale_deals(window) if of_deals else self.db.stale(window)

    def read(self, goal: Goal, slot: Slot) -> Reading:
        """The goal's metric in a slot."""
        if self.db.book.filtered and goal.metric in (_OF_ALL if self.sells else _OF_ALL_DEALS):
            return _none(FILTERED)
        if goal.metric in OF_DEALS:
            return self.deals.read(goal.metric, slot)
        if not self.sells:
            return _none(NO_SALES)
        reach = self.db.book.reach
        if reach is None or slot.end <= reach[0]:
            return _none(NO_HISTORY)
        return self._by_metric(goal)(slot)

    def totals(self, slot: Slot) -> Sums:
        """The ledger's sums."""
        return self._once("totals", slot, lambda: self.days.sums(slot))

    def buyers(self, slot: Slot) -> buyers.Buyers:
        """Who ordered."""
        return self._once("buyers", slot, lambda: buyers.of(self.db, slot))

    def _by_metric(self, goal: Goal) -> Callable[[Slot], Reading]:
        others: Mapping[str, Callable[[Slot], Reading]] = {
            "aov": self._aov,
            "returned_share": self._returned,
            "gross_profit": self._gross_profit,
            "margin": self._margin,
            "new_customers": partial(self._customers, "new_customers"),
            "returning_customers": partial(self._customers, "returning_customers"),
            "repeat_rate": self._repeat,
            "vip_retention": self._vips,
            "conversion": self.daily.conversion,
            "orders_per_session": self._per_session,
            "lost_sales_share": self.daily.lost_share,
            "target_attainment": self._attainment,
            "market_share": partial(self._market, goal.market_size or self.market_size),
        }
        return others.get(goal.metric) or partial(self._sum, goal.metric)

    def _sum(self, metric: str, slot: Slot) -> Reading:
        return Reading(Fraction(getattr(self.totals(slot), metric)))

    def _aov(self, slot: Slot) -> Reading:
        now = self.totals(slot)
        return _ratio(now.order_value, now.orders, now.orders, NO_ORDERS)

    def _returned(self, slot: Slot) -> Reading:
        now = self.totals(slot)
        return _ratio(now.returns, now.order_value, now.orders, "no sales")

    def _profit(self, slot: Slot) -> Profit:
        return self._once(
            "profit", slot, lambda: replace(self.ledger, window=slot.window, undated=False).profit
        )

    def _gross_profit(self, slot: Slot) -> Reading:
        found = self._profit(slot)
        return Reading(Fraction(found.covered - found.cost)) if found.covered else _none(NO_COST)

    def _margin(self, slot: Slot) -> Reading:
        found = self._profit(slot)
        orders = self.totals(slot).orders
        return _ratio(found.covered - found.cost, found.covered, orders, NO_COST)

    def _customers(self, kind: str, slot: Slot) -> Reading:
        return Reading(Fraction(getattr(self.buyers(slot), kind)))

    def _repeat(self, slot: Slot) -> Reading:
        found = self.buyers(slot)
        return _ratio(found.repeat_customers, found.customers, found.customers, "no customers")

    def _vips(self, slot: Slot) -> Reading:
        """Of those of high value in the year that ended 90 days before the slot does."""
        found = self._once(
            "vips",
            replace(slot, start=slot.end),
            lambda: buyers.vips(self.db, slot, self.vip_order, self.vip_share),
        )
        if not self.ledger.reaches(slot.end - buyers.SINCE - buyers.YEAR):
            return _none(NO_HISTORY)
        return _ratio(found.came_back, found.vips, found.vips, "no VIPs")

    def _per_session(self, slot: Slot) -> Reading:
        return self.daily.per_session(slot, self.totals(slot).orders)

    def _attainment(self, slot: Slot) -> Reading:
        return _ratio(self.totals(slot).net_sales, self.targets.of(slot), None, NO_TARGET)

    def _market(self, size: Fraction | None, slot: Slot) -> Reading:
        if not slot.complete:  # the size is of a whole period
            return _none("not over")
        return _ratio(self.totals(slot).net_sales, size, None, NO_SIZE)

    def _once(self, name: str, slot: Slot, ask: Callable[[], T]) -> T:
        key = (name, slot.start, slot.end)
        if key not in self._kept:
            self._kept[key] = ask()
        return cast("T", self._kept[key])


def _none(reason: str) -> Reading:
    return Reading(None, reason=reason)


def _ratio(
    part: Decimal | int, whole: Decimal | Fraction | int | None, n: int | None, reason: str
) -> Reading:
    """Divide; without anything to divide by there is a reason instead."""
    if not whole:
        return _none(reason)
    return Reading(Fraction(part) / Fraction(whole), Fraction(whole), n)
