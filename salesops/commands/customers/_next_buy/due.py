"""Who is due to buy what: each customer once, with what is worth most of all they are due for."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from salesops.commands.customers._next_buy.rows import Contact, Shelf
from salesops.commands.customers._next_buy.story import Story
from salesops.commands.customers._next_buy.ways import Numbers, Way, ways
from salesops.units import digits


@dataclass(frozen=True)
class Lead:
    """A customer and what to offer."""

    contact: Contact
    way: Way
    age: int
    cases: int
    chance: float
    expected: float
    shelf: Shelf
    more: int
    """Other items that they are due for."""


@dataclass(frozen=True)
class Owed:
    """Customers and items that they are due for, as columns of one row for each of both."""

    way: Numbers
    buyer: Numbers
    age: Numbers
    cases: Numbers
    chance: Numbers
    expected: Numbers
    sold_out: Numbers
    refused: Numbers

    def where(self, keep: Numbers) -> "Owed":
        """Some of the rows, or all in another order."""
        return Owed(*(getattr(self, name)[keep] for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class Queue:
    """Those who are due now."""

    story: Story

    @cached_property
    def ways(self) -> list[Way]:
        """Why anybody is due; nobody where that cannot be told."""
        return ways(self.story) if self.story.told else []

    @cached_property
    def owed(self) -> Owed:
        """Everybody whose chance is worth a letter, with each item once: by its likeliest way."""
        found = _owed(self.story, self.ways)
        items = {b: n for n, b in enumerate(dict.fromkeys(w.b for w in self.ways))}
        item = np.array([items[w.b] for w in self.ways], dtype=np.int64)[found.way]
        order = np.lexsort((found.way, -found.chance, item, found.buyer))
        found, item = found.where(order), item[order]
        same = (found.buyer[1:] == found.buyer[:-1]) & (item[1:] == item[:-1])
        return found.where(np.append([True], ~same) if len(item) else order)

    @cached_property
    def for_sale(self) -> Owed:
        """Those who may be written to, about what is not sold out; the most worth first."""
        keep = np.flatnonzero(~self.owed.sold_out & ~self.owed.refused)
        found = self.owed.where(keep)
        order = np.lexsort((found.way, found.buyer, -found.chance, -found.expected))
        return found.where(order)

    @cached_property
    def first(self) -> Owed:
        """Each of them once."""
        _, at = np.unique(self.for_sale.buyer, return_index=True)
        return self.for_sale.where(np.sort(at))

    @property
    def refused(self) -> int:
        """How many are due, and do not want to be written to."""
        return len(np.unique(self.owed.buyer[self.owed.refused]))

    @cached_property
    def by_item(self) -> Counter[str]:
        """How many customers are due for each item, sold out or not."""
        return Counter(self.ways[at].b for at in self.owed.way.tolist())

    def waiting(self, b: str) -> int:
        """How many are due for what no shop of theirs has."""
        mine = self.owed.way[self.owed.sold_out].tolist()
        return sum(self.ways[at].b == b for at in mine)

    def leads(self) -> list[Lead]:
        """Those who are listed by name."""
        return [self._lead(at) for at in range(min(self.story.top, len(self.first.buyer)))]

    def _lead(self, at: int) -> Lead:
        one, buyer = self.first, int(self.first.buyer[at])
        way = self.ways[int(one.way[at])]
        contact = self.story.contact(int(np.searchsorted(self.story.contacts["buyer"], buyer)))
        return Lead(
            contact=contact,
            way=way,
            age=int(one.age[at]),
            cases=int(one.cases[at]),
            chance=float(one.chance[at]),
            expected=float(one.expected[at]),
            shelf=self.story.shelf[contact.shop, way.b],
            more=int((self.for_sale.buyer == buyer).sum()) - 1,
        )


def _owed(story: Story, found: list[Way]) -> Owed:
    """Each way's customers, one below the other, with what B is worth in their shop."""
    none = [np.empty(0)]
    way = np.repeat(np.arange(len(found)), [len(w.buyers) for w in found] or 0)
    buyer = np.concatenate([w.buyers for w in found] or none).astype(np.int64)
    age = np.concatenate([w.ages for w in found] or none).astype(np.int64)
    cases = np.concatenate([w.cases for w in found] or none).astype(np.int64)
    chance = np.concatenate([w.chances for w in found] or none)
    prices, gone = _prices(story, found)
    shop, refused = _customers(story, max(buyer, default=0))
    price = prices[way, shop[buyer]] if len(way) else chance
    expected = np.round(price * chance, digits(story.asked.db.book.currency))
    sold_out = gone[way, shop[buyer]] if len(way) else chance > 0
    every = Owed(way, buyer, age, cases, chance, expected, sold_out, refused[buyer])
    return every.where(np.flatnonzero((chance >= story.limits.least_chance) & (price > 0)))


def _prices(story: Story, found: list[Way]) -> tuple[Numbers, Numbers]:
    """Of each way in each shop: what B costs (0 where it is not sold), and whether it is gone."""
    shelf = [[story.shelf.get((shop, w.b)) for shop in _shops(story)] for w in found]
    prices = np.array([[float(s.price) if s else 0.0 for s in row] for row in shelf])
    gone = [[bool(s and s.available is not None and s.available <= 0) for s in r] for r in shelf]
    return prices, np.array(gone)


def _shops(story: Story) -> list[str]:
    return sorted(set(story.contacts["shop"].tolist()))


def _customers(story: Story, last: int) -> tuple[Numbers, Numbers]:
    """Of each customer by number: which shop is theirs, and whether they refused e-mail."""
    numbers = {shop: n for n, shop in enumerate(_shops(story))}
    known = story.contacts["buyer"].astype(np.int64)
    size = max(last, int(known.max(initial=0))) + 1
    shop, refused = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=bool)
    shop[known] = [numbers[name] for name in story.contacts["shop"].tolist()]
    refused[known] = story.contacts["refused"].astype(bool)
    return shop, refused
