"""What is known of the items of pairs: names, prices, stock, what sells now and is worth."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

import numpy as np

from salesops.commands.customers._cross_sell.counted import Counted
from salesops.commands.customers._cross_sell.rows import Item, Stock, Undated
from salesops.models.lift import Bools, Floats
from salesops.models.together import Baskets, Ints

LARGE = 20
"""Different items of a large order."""
CENTS = 8
"""Decimals of a mean of money."""


@dataclass(frozen=True)
class Story(Counted):
    """The pairs of a window and all that is told of them."""

    @property
    def by_sku(self) -> bool:
        """Whether items are SKUs, which alone have a stock."""
        return self.by == "sku"

    @property
    def filtered(self) -> bool:
        """Whether --where leaves out orders, so that what is sold now is not all."""
        return self.ledger.db.book.filtered

    @property
    def held_now(self) -> bool:
        """Whether the window holds the last 28 full days, as far as there are orders."""
        window = self.ledger.window
        return window.end >= self.today and (self.ledger.undated or window.start <= self.recently)

    @property
    def told_now(self) -> bool:
        """Whether it is known what sells now: not of some orders, nor of data that ended before."""
        db = self.ledger.db
        until_now = replace(self.ledger.window, end=db.as_of)
        return self.held_now and not self.filtered and not db.stale(until_now)

    @cached_property
    def dateless(self) -> int:
        """Orders without a date."""
        return self.asked.one("undated", Undated).orders

    @cached_property
    def recent(self) -> Baskets:
        """The baskets of the last 28 full days."""
        return self.baskets.of(self.asked.columns("recent", **self._span)["number"])

    @cached_property
    def sold_now(self) -> Ints:
        """In how many of them each item stands."""
        return self.recent.orders_of(len(self.shop_of))

    def without(self, one: int, other: int) -> int:
        """Orders of these days with the one and without the other."""
        both = np.isin(self.recent.with_item(one), self.recent.with_item(other))
        return int((~both).sum())

    @cached_property
    def stock(self) -> dict[tuple[str, str], Stock]:
        """What is available, by shop and SKU; nothing where no export says it."""
        if not self.by_sku or not self.asked.has("inventory_levels"):
            return {}
        return {(s.shop, s.item): s for s in self.asked.all("stock", Stock)}

    def called(self, item: Item) -> str:
        """Its title with the SKU behind it; of several shops, with the shop."""
        shop = item.shop if len(self.shops) > 1 else ""
        behind = ", ".join(part for part in (item.item if item.title else "", shop) if part)
        return f"{item.title or item.item} ({behind})" if behind else item.item

    def available(self, item: Item) -> Decimal | None:
        """What can be sold of a SKU now; None where no export says it."""
        found = self.stock.get((item.shop, item.item))
        return found.available if found else None

    @cached_property
    def gone(self) -> Bools:
        """Of each item by number, whether nothing of it is available."""
        found = np.zeros(len(self.shop_of), dtype=bool)
        for item in self.items.values():
            left = self.available(item)
            found[item.number] = left is not None and left <= 0
        return found

    @cached_property
    def prices(self) -> Floats:
        """Of each item by number; 0 where no line states one."""
        found = np.zeros(len(self.shop_of))
        for item in self.items.values():
            found[item.number] = float(item.price or 0)
        return found

    def ask(self) -> None:
        """Ask all of the engine before pairs are counted: so the peaks of both do not add up."""
        _ = self.baskets, self.items, self.values
        if self.told_now:
            _ = self.recent

    @cached_property
    def values(self) -> Floats | None:
        """Goods less discounts of each order with a product; None where no line states money."""
        found = self.asked.columns("values", **self._span)["value"]
        return found if found.any() else None

    def aov(self, orders: Bools) -> Decimal | None:
        """The average order value of some of the orders with a product; None of none."""
        if self.values is None or not orders.any():
            return None
        return Decimal(str(round(float(self.values[orders].mean()), CENTS)))
