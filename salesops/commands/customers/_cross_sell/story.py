"""The orders of a window, what stands in them together, and what is known of it, each once."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from salesops.commands.customers._cross_sell.found import Asked, Found, find
from salesops.commands.customers._cross_sell.rows import Item, Shop, Stock, Undated
from salesops.commands.ledger import Ledger
from salesops.errors import UsageError
from salesops.models.lift import Floats
from salesops.models.together import Baskets, Ints, baskets
from salesops.queries.database import Questions

DAYS = 28
"""Full days before today by which it is told how often something sells now."""


@dataclass(frozen=True)
class Story:
    """What is asked of one window."""

    asked: Questions
    ledger: Ledger
    by: str
    count: int
    support: float
    top: int
    only: str | None
    limits: Any

    @property
    def by_sku(self) -> bool:
        """Whether items are SKUs, which alone have a stock."""
        return self.by == "sku"

    @property
    def filtered(self) -> bool:
        """Whether --where leaves out orders, so that what is sold now is not all."""
        return self.ledger.db.book.filtered

    @property
    def told_now(self) -> bool:
        """Whether it is known what sells now: not of some orders, nor of data that ended before."""
        db = self.ledger.db
        until_now = replace(self.ledger.window, end=db.as_of)
        return not self.filtered and not db.stale(until_now)

    @cached_property
    def shops(self) -> list[Shop]:
        """The shops with orders in the window, in the order in which these are numbered."""
        return self.asked.all("shops", Shop, **self._span)

    @cached_property
    def dateless(self) -> int:
        """Orders without a date."""
        return self.asked.one("undated", Undated).orders

    @cached_property
    def items(self) -> dict[int, Item]:
        """By number what may be in a pair."""
        return {i.number: i for i in self.asked.all("items", Item, **self._span)}

    @cached_property
    def _lines(self) -> tuple[Ints, Baskets]:
        """The numbers of all orders with a product line, and what they hold by name."""
        rows = self.asked.columns("baskets", **self._span)
        found = baskets(rows["order_no"], rows["item_no"])
        return found.orders, found.without(0)

    @property
    def numbers(self) -> Ints:
        """Of the orders with a product line."""
        return self._lines[0]

    @property
    def baskets(self) -> Baskets:
        """Their items."""
        return self._lines[1]

    @cached_property
    def orders(self) -> Ints:
        """How many orders with a product line each shop has."""
        ends = np.cumsum([shop.orders for shop in self.shops])
        at = np.searchsorted(ends, self.numbers)
        return np.bincount(at, minlength=len(self.shops))

    @cached_property
    def shop_of(self) -> Ints:
        """The shop of each item by its number; -1 of one too rare to have a name here."""
        places = {shop.shop: at for at, shop in enumerate(self.shops)}
        size = int(self.baskets.items.max(initial=0))
        found = np.full(max(size, max(self.items, default=0)) + 1, -1)
        for item in self.items.values():
            found[item.number] = places.get(item.shop, -1)
        return found

    @cached_property
    def found(self) -> Found:
        """The pairs, the surest first."""
        return find(self.baskets, self.shop_of, self.orders, self._wanted)

    @property
    def least(self) -> int:
        """Orders that a pair needs; in the smallest of several shops."""
        return min((self._wanted.least(int(n)) for n in self.orders), default=self.count)

    @cached_property
    def _wanted(self) -> Asked:
        if self.only is None:
            return Asked(self.count, self.support)
        numbers = [i.number for i in self.items.values() if i.item == self.only]
        if not numbers:
            raise UsageError(f"--sku {self.only!r}: {self._unknown(self.only)}")
        return Asked(self.count, self.support, tuple(numbers))

    def _unknown(self, name: str) -> str:
        near = get_close_matches(name, {i.item for i in self.items.values()}, 1)
        did = f": did you mean {near[0]!r}?" if near else ""
        return f"no {self.by} of {self.count} order lines or more is called so{did}"

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
    def gone(self) -> NDArray[np.bool_]:
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

    @cached_property
    def today(self) -> datetime:
        """The midnight that today begins with."""
        return datetime.combine(self.ledger.db.as_of.date(), time())

    @property
    def _span(self) -> dict[str, object]:
        return {
            **self.ledger.span,
            "by": self.by,
            "least": self.count,
            "recent_from": self.today - timedelta(days=DAYS),
            "recent_to": self.today,
        }
