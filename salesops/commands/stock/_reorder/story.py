"""All that is asked for one answer, each part once: every SKU of the inventory, judged."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from salesops.commands.ledger import starts_at
from salesops.commands.stock._reorder.item import EXPEDITE, NOT_STATED, ORDER, Item
from salesops.commands.stock._reorder.plan import FAR, MONTH, RECENT, Plan
from salesops.commands.stock._reorder.rows import (
    Bought,
    DaySold,
    OnTheWay,
    Receipts,
    Sold,
    Stock,
    Terms,
)
from salesops.commands.stock._reorder.supplied import lead_time
from salesops.commands.stock._reorder.wanted import Wanted
from salesops.errors import UsageError
from salesops.models.demand import RARE
from salesops.queries.database import Questions
from salesops.result import Finding, Period

Key = tuple[str, str]
"""Shop and SKU: the same SKU in two shops is two things."""


@dataclass(frozen=True)
class Story:
    """One question of reorder."""

    asked: Questions
    plan: Plan
    only: str | None
    """The one supplier asked about."""

    @property
    def window(self) -> Period:
        """The days that the pace is of."""
        start, end = starts_at(self.plan.ago(RECENT)), starts_at(self.plan.today)
        return Period(start, end, f"{RECENT} full days", so_far=False)

    @cached_property
    def stale(self) -> Finding | None:
        """Whether the days end before today does."""
        return self.asked.db.stale(self.window)

    @cached_property
    def sold(self) -> dict[Key, Sold]:
        """What sold in the 56 days, the best of the last 28 first."""
        rows = self.asked.all("sold", Sold, **self._span)
        return {(row.shop, row.sku): row for row in rows}

    @cached_property
    def on_the_way(self) -> dict[Key, list[OnTheWay]]:
        """Open lines of purchase orders, the first due first."""
        found: dict[Key, list[OnTheWay]] = defaultdict(list)
        for row in self.asked.all("on_the_way", OnTheWay):
            found[row.shop, row.sku].append(row)
        return found

    @cached_property
    def terms(self) -> dict[Key, Terms]:
        """How SKUs are bought."""
        return {(row.shop, row.sku): row for row in self.asked.all("terms", Terms)}

    @cached_property
    def everything(self) -> list[Item]:
        """Every SKU of the inventory, of all suppliers."""
        times = {(r.shop, r.about, r.name): r for r in self.asked.all("lead_times", Receipts)}
        bought = {(b.shop, b.sku): b for b in self.asked.all("last_bought", Bought)}
        days = self._rare_days()
        return [
            self._item(row, bought.get((row.shop, row.sku)), times, days)
            for row in self.asked.all("stock", Stock)
        ]

    @cached_property
    def items(self) -> list[Item]:
        """Those of the supplier asked about, the most urgent first."""
        found = self.everything
        if self.only is not None:
            wanted = self.only.strip().casefold()
            found = [item for item in found if item.supplier.casefold() == wanted]
            if not found:
                raise UsageError(f"--supplier {self.only}: {_known(self.everything)}")
        return sorted(found, key=_urgency)

    @cached_property
    def orders(self) -> list[Item]:
        """What to order until the next look."""
        return [item for item in self.items if item.state == ORDER]

    @cached_property
    def expedited(self) -> list[Item]:
        """What runs low while enough is on its way, but late."""
        return [item for item in self.items if item.state == EXPEDITE]

    @cached_property
    def late(self) -> list[OnTheWay]:
        """Open purchase orders past their day, the oldest first."""
        lines = [line for found in self.on_the_way.values() for line in found]
        late = [w for w in lines if w.expected and w.expected < self.plan.today]
        if self.only is not None:
            wanted = self.only.strip().casefold()
            late = [w for w in late if (w.supplier or NOT_STATED).casefold() == wanted]
        return sorted(late, key=lambda w: (w.expected or date.max, w.po, w.sku, w.shop))

    @cached_property
    def best(self) -> list[Key]:
        """The best sellers of the last 28 days."""
        return list(self.sold)[: self.plan.best_sellers]

    @cached_property
    def shops(self) -> bool:
        """Whether there are several."""
        return len({item.stock.shop for item in self.items}) > 1

    @property
    def unstocked(self) -> int:
        """SKUs that sold and are not in the inventory."""
        return len(self.sold.keys() - {(i.stock.shop, i.stock.sku) for i in self.everything})

    @property
    def _span(self) -> dict[str, object]:
        return {
            "today": self.plan.today,
            "month": self.plan.ago(MONTH),
            "recent": self.plan.ago(RECENT),
            "far": self.plan.ago(FAR),
            "begin": self.plan.begin,
            "rare": RARE,
        }

    def _rare_days(self) -> Mapping[Key, tuple[float, ...]]:
        """Units of each day in stock of the last 26 weeks, of what sells rarely."""
        told: dict[Key, list[DaySold]] = defaultdict(list)
        for row in self.asked.all("rare", DaySold, **self._span):
            told[row.shop, row.sku].append(row)
        return {
            key: _series(self.sold[key].first_day, rows, self.plan)
            for key, rows in told.items()
            if key in self.sold
        }

    def _item(
        self,
        stock: Stock,
        bought: Bought | None,
        times: Mapping[tuple[str, str, str], Receipts],
        days: Mapping[Key, tuple[float, ...]],
    ) -> Item:
        key, plan = (stock.shop, stock.sku), self.plan
        terms, sold = self.terms.get(key), self.sold.get(key)
        supplier = next((n.supplier for n in (terms, bought) if n and n.supplier), "")
        receipts = (
            times.get((stock.shop, "sku", stock.sku)),
            times.get((stock.shop, "supplier", supplier)),
        )
        lead = lead_time(stock, terms, receipts, plan.receipts, plan.lead_days)
        review = plan.review or (terms and terms.review_days) or plan.usual_review
        wanted = Wanted(sold, days.get(key, ()), lead.lead, review, plan) if sold else None
        ways = tuple(self.on_the_way.get(key, ()))
        return Item(stock, terms, bought, lead, review, ways, wanted, plan)


def _series(first: date, rows: Sequence[DaySold], plan: Plan) -> tuple[float, ...]:
    """Every day since the SKU was first seen, without those out of stock."""
    units = {row.day: float(row.units) for row in rows if row.in_stock}
    out = {row.day for row in rows if not row.in_stock}
    start = max(first, plan.ago(FAR))
    every = (start + timedelta(days=n) for n in range((plan.today - start).days))
    return tuple(units.get(day, 0.0) for day in every if day not in out)


def _urgency(item: Item) -> tuple[date, float, str, str]:
    """By the day to order on, all that is late as of today; then by the sales at risk."""
    order_by = item.order_by or date.max
    today = max(order_by, item.plan.today)
    return today, -float(item.at_risk or 0), item.stock.sku, item.stock.shop


def _known(items: Sequence[Item]) -> str:
    counts = Counter(item.supplier for item in items)
    names = [name for name, _ in counts.most_common(10)]
    return f"there are {', '.join(names)}" if names else "no SKU has a supplier"
