"""What next-buy asks of a shop, each part once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from typing import Any

from salesops.commands.customers._next_buy.rows import Contact, Reach, Rebuy, Shelf, Tenth
from salesops.commands.ledger import TICK
from salesops.models.apart import WIDTH
from salesops.models.beyond import stand, tail
from salesops.queries.database import Questions
from salesops.result import Finding, Period

RULES = 1000
"""The best rules are looked at one by one; a shop that has more has enough of them."""
TENTHS = 10


@dataclass(frozen=True)
class Rule:
    """A then B."""

    row: Tenth
    came: tuple[int, ...]
    """How often it had come true after each tenth of the days."""
    stands: bool

    @property
    def lift(self) -> float:
        """Against the base rate."""
        return self.row.confidence / self.row.base_rate

    def cases(self, age: int, within: int) -> int:
        """How many purchases of A had not been followed so many days after."""
        return self.row.n_a - self._by_then(age, within)

    def later(self, age: int, within: int) -> int:
        """How many of these then were."""
        return self.row.n - self._by_then(age, within)

    def _by_then(self, age: int, within: int) -> int:
        """To the end of the tenth of the days that it falls in: rather too many than too few."""
        tenth = -(-age * TENTHS // within)
        return self.came[tenth - 1] if tenth else 0


@dataclass(frozen=True)
class Story:
    """What customers buy next."""

    asked: Questions
    window: Period
    limits: Any
    by: str
    within: int
    least: int
    top: int

    @property
    def today(self) -> date:
        """As-of's day."""
        return self.asked.db.as_of.date()

    def stale(self) -> Finding | None:
        """The finding that the orders end too early to say who is due."""
        span = Period(self.window.start, self.asked.db.as_of, "", so_far=True)
        return self.asked.db.stale(span)

    @property
    def told(self) -> bool:
        """Whether it can be told who is due: --where leaves out what they may have bought since."""
        return not self.asked.db.book.filtered

    @cached_property
    def known_to(self) -> date:
        """The first day that is not observed to its end."""
        reach, as_of = self.asked.db.book.reach, self.asked.db.as_of
        return min(as_of, reach[1] + TICK).date() if reach else as_of.date()

    @cached_property
    def tenths(self) -> list[Tenth]:
        """The best rules, by tenths."""
        return self.asked.all("rules", Tenth, **self._bound, most=max(RULES, self.top))

    @cached_property
    def rules(self) -> list[Rule]:
        """The best rules, and which of them stand beyond chance."""
        found = [list(rows) for _, rows in groupby(self.tenths, key=lambda row: row.place)]
        heads = [rows[0] for rows in found]
        tails = [tail(r.confidence, r.worth, r.base_rate) for r in heads]
        tests = heads[0].tests if heads else 1
        standing = stand(tails, tests, self.limits.false_share)
        return [
            Rule(rows[0], _by_then(rows), stands)
            for rows, stands in zip(found, standing, strict=True)
        ]

    @cached_property
    def standing(self) -> list[Rule]:
        """Those that stand and are likely enough to write to somebody about."""
        return [r for r in self.rules if r.stands and r.row.confidence >= self.limits.least_chance]

    @cached_property
    def rebuys(self) -> list[Rebuy]:
        """What is bought again, a row for each customer who is due."""
        return self.asked.all("again", Rebuy, **self._bound)

    @cached_property
    def recent(self) -> Any:
        """Who bought what in the last days, as columns."""
        return self.asked.columns("recent", **self._bound)

    @cached_property
    def contacts(self) -> Any:
        """Who they are, as columns in the order of buyers."""
        return self.asked.columns("contacts", **self._bound)

    def contact(self, at: int) -> Contact:
        """One of them, by place."""
        names = ("shop", "customer", "name", "email", "agreed")
        return Contact(*(self.contacts[name][at] for name in names))

    @cached_property
    def shelf(self) -> dict[tuple[str, str], Shelf]:
        """Prices and stock, by shop and item."""
        return {(s.shop, s.item): s for s in self.asked.all("shelf", Shelf, **self._bound)}

    @cached_property
    def products(self) -> dict[str, str]:
        """What a SKU is called."""
        if self.by != "sku":
            return {}
        return {s.item: s.product for s in self.shelf.values() if s.product}

    @cached_property
    def reach(self) -> Reach:
        """How much of the shop this is of."""
        return self.asked.one("reach", Reach, **self._bound)

    @property
    def _bound(self) -> dict[str, object]:
        again, day = self.limits.again_days, timedelta(days=1)
        return {
            "start_day": self.window.start.date(),
            "last_day": self.today,
            "within": self.within,
            "seen_day": self.known_to - day * (self.within + 1),
            "again": again,
            "again_day": self.known_to - day * (again + 1),
            "since_day": self.today - day * self.within,
            "contacts_day": self.today - day * max(self.within, again),
            "by": self.by,
            "least": self.least,
            "width": WIDTH,
        }


def _by_then(rows: Sequence[Tenth]) -> tuple[int, ...]:
    """How many had come after each tenth; one without any has no row."""
    came = {row.tenth: row.came for row in rows}
    return tuple(sum(n for t, n in came.items() if t <= k) for k in range(1, TENTHS + 1))
