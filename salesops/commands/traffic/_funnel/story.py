"""The steps from a visit to an order in two windows, and what is compared with what."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from salesops.commands import arrived, web_orders
from salesops.commands.arrived import Windows
from salesops.commands.ledger import starts_at
from salesops.commands.traffic._funnel.quadrants import Placed, placed
from salesops.commands.traffic._funnel.rows import (
    EMPTY,
    Each,
    Earlier,
    Item,
    ItemsKnown,
    Steps,
)
from salesops.commands.traffic._traffic.rows import Seen
from salesops.commands.web_orders import Sold
from salesops.models.compare import average, ratio
from salesops.queries.database import Questions

BACK = 12
"""Earlier runs among which the shop's own best is looked for."""
STEPS = ("sessions", "carts", "checkouts", "purchases")
"""Each step, from the first."""


@dataclass(frozen=True)
class Story:
    """What is asked about a funnel, each thing once."""

    asked: Questions
    items: Questions | None
    """Of products or categories, where these are asked for."""
    by: str
    windows: Windows
    limits: Any
    top: int

    @property
    def currency(self) -> str | None:
        """Of every amount."""
        return self.asked.db.book.currency

    @cached_property
    def since(self) -> date:
        """The first day among which own bests are looked for."""
        first = self.windows.now.start - timedelta(days=self.windows.length * BACK)
        return min(first, self.windows.base.start).date()

    @cached_property
    def every_day(self) -> list[Seen]:
        """Each day of each shop until the window ends."""
        end = self.windows.now.end
        return self.asked.all("funnel_days", Seen, since_at=starts_at(self.since), end_at=end)

    @property
    def last(self) -> date | None:
        """The last day that visits are known of."""
        return max((row.day for row in self.every_day), default=None)

    @property
    def late(self) -> bool:
        """Whether visits end further before the window does than data may."""
        return arrived.late(self.asked.db, self.last, self.windows)

    @cached_property
    def known(self) -> Windows:
        """The windows as far as visits have arrived."""
        return self.windows.until(self.last)

    def steps(self, by: str) -> list[Steps]:
        """The steps of each, in both windows."""
        alone = int(not self.compared)
        return self.asked.all("steps", Steps, by=by, alone=alone, **self.known.spans)

    @cached_property
    def compared(self) -> bool:
        """Whether anything is known of the window compared with."""
        return bool(self.known.both(row.day for row in self.every_day))

    @cached_property
    def whole(self) -> tuple[Steps, Steps]:
        """The steps of all visits: of the window, and of the one before."""
        found = {row.is_now: row for row in self.steps("all")}
        return found.get(True, EMPTY), found.get(False, EMPTY)

    @cached_property
    def earlier(self) -> list[Earlier]:
        """Earlier runs that are known as a whole."""
        if not self.known.length:
            return []
        rows = self.asked.all(
            "earlier", Earlier, length=self.known.length, since_at=starts_at(self.since),
            start_at=self.known.now.start,
        )  # fmt: skip
        return [row for row in rows if row.days == self.known.length]

    @cached_property
    def sold(self) -> list[Sold]:
        """What the web shop sold on the days and in the shops that visits are known of."""
        if self.asked.db.book.filtered or not self.asked.has("orders"):
            return []
        end = self.windows.now.end
        rows = self.asked.all("web_orders", Sold, since_at=starts_at(self.since), end_at=end)
        return web_orders.of_visits(rows, ((row.shop, row.day) for row in self.every_day))

    def web_orders(self, *, base: bool = False) -> int:
        """Orders of the web shop in the window, or in the one before."""
        seen = {(row.shop, row.day) for row in self.every_day}
        days = self.known.alike(seen, base=base) if self.compared else seen
        window = self.known.base if base else self.known.now
        return web_orders.within((r for r in self.sold if (r.shop, r.day) in days), window)

    @cached_property
    def aov(self) -> Decimal | None:
        """What an order of the web shop is worth in these weeks; analytics' own where none is."""
        if self.sold:
            return web_orders.value(self.sold)
        now, before = self.whole
        revenue = (now.revenue or Decimal(0)) + (before.revenue or Decimal(0))
        return average(revenue, now.purchases + before.purchases)

    @cached_property
    def item_windows(self) -> Windows:
        """The windows as far as the export of items reaches."""
        if self.items is None:
            return self.known
        end = self.windows.now.end
        return self.windows.until(self.items.one("items_known", ItemsKnown, end_at=end).last_day)

    @cached_property
    def placed(self) -> list[Placed]:
        """Each page, product or category in its quadrant, most visits first."""
        rows, spread = self._items if self.items is not None else (self._pages, 1.0)
        limits = self.limits
        found = placed(rows, limits.least_visits, limits.least_checkouts, spread)
        return sorted(found, key=lambda one: (-one.each.visits, one.each.name))

    @cached_property
    def item_value(self) -> Decimal | None:
        """What a purchase of an item brings on the mean."""
        rows = [one.each for one in self.placed if one.each.revenue is not None]
        bought = sum(row.bought for row in rows)
        return average(sum((row.revenue or Decimal(0) for row in rows), Decimal(0)), bought)

    @cached_property
    def _pages(self) -> list[Each]:
        return [
            Each(row.member, None, None, row.sessions, row.checkouts, row.purchases, row.revenue)
            for row in self.steps(self.by)
            if row.is_now and (row.sessions or row.purchases)
        ]

    @cached_property
    def _items(self) -> tuple[list[Each], float]:
        assert self.items is not None  # noqa: S101 - only then it is asked
        known = self.item_windows
        rows = self.items.all(
            "items", Item, by=self.by, start_at=known.now.start, end_at=known.now.end
        )
        return [_each(row) for row in rows], _spread(rows, known.length)

    def best(self, step: str, before: str) -> float | None:
        """The best rate of a step in a large enough earlier run, or in the window before."""
        base = self.whole[1]
        runs: Sequence[Any] = [*self.earlier, base]
        rates = [
            ratio(getattr(run, step), getattr(run, before))
            for run in runs
            if (getattr(run, before) or 0) >= self.limits.least_visits
        ]
        return max((rate for rate in rates if rate is not None), default=None)


def _each(row: Item) -> Each:
    return Each(
        row.member,
        row.title,
        row.sku,
        row.viewed,
        row.checked_out,
        row.purchased or 0,
        row.revenue,
    )


def _spread(rows: Sequence[Item], days: int) -> float:
    """How much more than chance what is bought on a day varies: pieces are bought together."""
    sums: dict[str, float] = defaultdict(float)
    for row in rows:
        bought = float(row.purchased or 0)
        sums["squares"] += float(row.squares or 0) - bought * bought / max(days, 1)
        sums["bought"] += bought
    if days < 2 or not sums["bought"]:  # noqa: PLR2004 - of one day nothing varies
        return 1.0
    return max(sums["squares"] * days / (days - 1) / sums["bought"], 1.0)
