"""The orders of a window and what stands in them together, each counted once."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from difflib import get_close_matches
from functools import cached_property
from typing import Any

import numpy as np

from salesops.commands.customers._cross_sell.found import Asked, Found, find
from salesops.commands.customers._cross_sell.rows import Item, Shop
from salesops.commands.ledger import Ledger
from salesops.errors import UsageError
from salesops.models.lift import Bools
from salesops.models.together import Baskets, Ints, baskets
from salesops.queries.database import Questions

DAYS = 28
"""Full days before today by which it is told how often something sells now."""


@dataclass(frozen=True)
class Counted:
    """What is asked of one window, and the pairs in it."""

    asked: Questions
    ledger: Ledger
    by: str
    count: int
    support: float
    top: int
    only: str | None
    limits: Any

    @cached_property
    def shops(self) -> list[Shop]:
        """The shops with orders in the window, with a product line or without, as numbered."""
        return self.asked.all("shops", Shop, **self._span)

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
    def sizes(self) -> Ints:
        """How many different items each of these orders names."""
        found = np.zeros(len(self.numbers), dtype=np.int32)
        found[np.searchsorted(self.numbers, self.baskets.orders)] = self.baskets.sizes
        return found

    @cached_property
    def orders(self) -> Ints:
        """How many orders with a product line each shop has."""
        at = np.searchsorted([shop.last for shop in self.shops], self.numbers)
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

    def with_item(self, item: int) -> Bools:
        """Of each order with a product, whether it holds an item."""
        return np.isin(self.numbers, self.baskets.with_item(item))

    @cached_property
    def today(self) -> datetime:
        """The midnight that today begins with."""
        return datetime.combine(self.ledger.db.as_of.date(), time())

    @property
    def recently(self) -> datetime:
        """The midnight from which on something sells now."""
        return self.today - timedelta(days=DAYS)

    @property
    def _span(self) -> dict[str, object]:
        return {
            **self.ledger.span,
            "by": self.by,
            "least": self.count,
            "recent_from": self.recently,
            "recent_to": self.today,
        }
