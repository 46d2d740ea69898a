"""The cohorts of a shop: what each did in each month, as far as it is known."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from typing import Any

from salesops.commands.customers._cohorts.calendar import Calendar
from salesops.commands.customers._cohorts.rows import Moved, Size
from salesops.commands.ledger import TICK, Ledger, every
from salesops.models.compare import ratio
from salesops.models.proportions import Share
from salesops.queries.database import Questions
from salesops.result import Finding, Period

EARLY = 3
"""Months within which a first return is looked for."""
ZERO = Decimal(0)


@dataclass(frozen=True)
class Cell:
    """A cohort in a month that is known, at least in part."""

    age: int
    month: date
    customers: int
    orders: int
    net_sales: Decimal
    complete: bool


@dataclass(frozen=True)
class Cohort:
    """Those whose first order lies in one month."""

    first: date
    size: int
    repeaters: int
    early: int
    cells: Sequence[Cell]
    """By age, from 0 to the last that is known; without a move a cell is of nothing."""

    def at(self, age: int) -> Cell | None:
        """The cell of an age; None past the data's end."""
        return self.cells[age] if age < len(self.cells) else None

    def known(self, age: int) -> bool:
        """Whether it is known whole up to that age."""
        return age < len(self.cells) and self.cells[age].complete

    @property
    def net_sales(self) -> Decimal:
        """All so far."""
        return sum((c.net_sales for c in self.cells), ZERO)

    @cached_property
    def sums(self) -> list[Decimal]:
        """Net sales up to each age."""
        return [*accumulate(c.net_sales for c in self.cells)]

    @property
    def back(self) -> Share:
        """Those with another order by month 3, and all."""
        return self.early, self.size


@dataclass(frozen=True)
class Story:
    """What is asked of all loaded history, each part once."""

    asked: Questions
    ledger: Ledger
    """Of all loaded history: cohorts are a part of it."""
    window: Period
    """Of the first orders."""
    unit: str
    value: str
    limits: Any

    @property
    def currency(self) -> str | None:
        """Of every amount."""
        return self.asked.db.book.currency

    def stale(self) -> Finding | None:
        """What is missing at the window's end; all that is loaded ends where the data does."""
        return None if every(self.window.name) else self.asked.db.stale(self.window)

    @cached_property
    def calendar(self) -> Calendar:
        """Months, and where what is known of them ends."""
        db = self.asked.db
        now, reach = db.as_of, db.book.reach
        today = Period(now, now, "", so_far=True)
        seen = reach[1] + TICK if reach and db.stale(today) else now
        return Calendar(self.unit, db.week_start, seen)

    @cached_property
    def moved(self) -> list[Moved]:
        """Every row of the ledger of known customers, by cohort and month."""
        return self.asked.all("cells", Moved, **self._bounds)

    @cached_property
    def every(self) -> list[Cohort]:
        """All cohorts, the oldest first."""
        found: dict[date, dict[date, Moved]] = defaultdict(dict)
        for row in self.moved:
            if row.cohort and row.month:
                found[row.cohort][row.month] = row
        sizes = self.asked.all("sizes", Size, **self._bounds)
        return [
            Cohort(s.cohort, s.customers, s.repeaters, s.early, [*self._cells(s, found[s.cohort])])
            for s in sizes
        ]

    def _cells(self, of: Size, moved: dict[date, Moved]) -> Iterator[Cell]:
        age, month = 0, of.cohort
        while self.calendar.begun(month):
            row = moved.get(month) or Moved(of.cohort, month, 0, 0, ZERO)
            over = self.calendar.over(month)
            yield Cell(age, month, row.customers, row.orders, row.net_sales, over)
            age += 1
            month = self.calendar.after(of.cohort, age)

    @cached_property
    def cohorts(self) -> list[Cohort]:
        """Those of the window."""
        return [c for c in self.every if self.asks(c.first)]

    def asks(self, first: date) -> bool:
        """Whether the window holds the month, or a part of it."""
        start = self.calendar.of(self.window.start)
        return start <= first <= self.calendar.of(self.window.end - TICK)

    @property
    def customers(self) -> int:
        """Of the cohorts of the window."""
        return sum(c.size for c in self.cohorts)

    def retention(self, age: int) -> Share:
        """Customers of that age with an order, and all whose month of that age is over."""
        known = [c for c in self.cohorts if c.known(age)]
        return sum(c.cells[age].customers for c in known), sum(c.size for c in known)

    def per_customer(self, age: int) -> Decimal | None:
        """Net sales up to that age of those it is known of, for each of them."""
        known = [c for c in self.cohorts if c.known(age)]
        size = sum(c.size for c in known)
        return sum((c.sums[age] for c in known), ZERO) / size if size else None

    @property
    def later_share(self) -> float | None:
        """How much of their net sales came after the first month."""
        whole = sum((c.net_sales for c in self.cohorts), ZERO)
        first = sum((c.cells[0].net_sales for c in self.cohorts if c.cells), ZERO)
        return ratio(whole - first, whole) if whole > 0 else None

    @cached_property
    def settled(self) -> list[Cohort]:
        """Whose first order is surely one, and whose third month is over.

        Of the months that the data begins with, many customers ordered before it does.
        """
        start = self.ledger.first
        if start is None:
            return []
        least = self.calendar.after(self.calendar.of_day(start), self.limits.settle)
        return [c for c in self.every if c.first >= least and c.known(EARLY)]

    @property
    def _bounds(self) -> dict[str, Any]:
        return {"freq": self.unit, "week_starts": self.asked.db.week_start - 1}


def pooled(cohorts: Iterable[Cohort]) -> Share:
    """Those back by month 3 of all of them, and all."""
    found = [c.back for c in cohorts]
    return sum(part for part, _ in found), sum(whole for _, whole in found)
