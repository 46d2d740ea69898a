"""What is known of customers on plans, each part once."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from salesops.commands.customers._churn.months import SO_FAR, months
from salesops.commands.customers._churn.rows import Driver, Month, Part, Span, Whole
from salesops.commands.grouping import UNKNOWN
from salesops.errors import UnsettledError, UsageError, meant
from salesops.models.apart import WIDTH, shares
from salesops.models.compare import ratio
from salesops.models.wilson import width_of
from salesops.queries.database import Questions

DIMENSIONS = ("contract", "plan", "tenure", "payment", "segment", "country", "region", "channel")
"""In the order in which the first that is stated is shown unasked."""
TENURE = "tenure"
"""No reason to leave: it ends when they do, so who leaves early has a short one by that alone."""
MOST = 50
"""Values of a dimension: of more it is a list of places, and none is a reason to leave."""
NEARLY = 0.95
"""Of the customers: with so many dated, months can be told."""


@dataclass(frozen=True)
class Story:
    """What is asked, and what follows from it."""

    asked: Questions
    by: str | None
    limits: Any

    @cached_property
    def whole(self) -> Whole:
        """All of them."""
        return self.asked.one("whole", Whole)

    @property
    def currency(self) -> str | None:
        """Of every amount: what the list states, else what the question is asked in.

        Raises:
            UnsettledError: it states several.
        """
        first, last = self.whole.first_currency, self.whole.last_currency
        if first != last:
            raise UnsettledError(
                f"the charges are in several currencies, {first} and {last} among them, which "
                f"cannot be added: choose one with --currency {first}"
            )
        return first or self.asked.db.book.currency

    @cached_property
    def parts(self) -> dict[str, list[Part]]:
        """Of each dimension that some customer states, its values."""
        found: dict[str, list[Part]] = {}
        as_of = self.asked.db.as_of
        for part in self.asked.all("groups_of_customers", Part, as_of=as_of):
            found.setdefault(part.dimension, []).append(part)
        return {
            name: found[name]
            for name in DIMENSIONS
            if any(part.value is not None for part in found.get(name, []))
        }

    @cached_property
    def shown(self) -> str | None:
        """The dimension of the first table; None where no customer states any.

        Raises:
            UsageError: an unknown one, or one that no customer states.
        """
        if self.by is None:
            return next(iter(self.parts), None)
        name = self.by.strip().lower()
        if name not in DIMENSIONS:
            raise UsageError(f"--by {self.by}: {meant(name, DIMENSIONS)}")
        if self.whole.known and name not in self.parts:
            stated = ", ".join(self.parts) or "none"
            raise UsageError(f"--by {name}: no customer states it; what is stated: {stated}")
        return name

    @cached_property
    def drivers(self) -> list[Driver]:
        """Values whose customers leave more than all others: the most of them first.

        Bonferroni: so many comparisons are right at once.
        """
        tried = [part for part in self._judged() if part.value is not None]
        wider = width_of(len(tried)) / WIDTH
        found = (self._driver(part, wider) for part in tried)
        return sorted(
            (one for one in found if one is not None),
            key=lambda one: (-one.more, one.dimension, one.value),
        )

    def _judged(self) -> Iterator[Part]:
        few = max(1, self.limits.few)
        for name, parts in self.parts.items():
            if name != TENURE and len(parts) <= MOST:
                whole = sum(part.customers for part in parts)
                yield from (p for p in parts if min(p.customers, whole - p.customers) >= few)

    def _driver(self, part: Part, wider: float) -> Driver | None:
        known = self.whole
        rest = (known.churned - part.churned, known.known - part.customers)
        apart = shares((part.churned, part.customers), rest)
        middle, half = (apart.high + apart.low) / 2, (apart.high - apart.low) / 2 * wider
        if middle - half <= 0:
            return None
        others = rest[0] / rest[1]
        return Driver(
            part.value or UNKNOWN,
            part.dimension,
            part.customers,
            part.churned / part.customers,
            others,
            middle - half,
            middle + half,
            round(part.churned - others * part.customers),
            part.lost,
        )

    @property
    def told_by_month(self) -> bool:
        """Whether nearly all say when they began, and when they left."""
        whole = self.whole
        dated = whole.dated >= NEARLY * whole.churned
        return whole.churned > 0 and dated and whole.started >= NEARLY * whole.known

    @cached_property
    def months(self) -> list[Month]:
        """Churn by month, the latest first; none where the list does not say when."""
        this = self.asked.db.as_of.date().replace(day=1)
        return [*months(self.spans, this)] if self.told_by_month else []

    @cached_property
    def spans(self) -> list[Span]:
        """From when to when customers stayed: of those of whom both are stated."""
        return self.asked.all("spans", Span)

    @property
    def last_month(self) -> Month | None:
        """The last one that is over."""
        return next((one for one in self.months if one.state != SO_FAR), None)

    @property
    def files(self) -> list[str]:
        """The files that were recognised by their headers."""
        return [s.file for s in self.asked.db.book.sources if s.source == "customers_flat"]

    def header(self, column: str, file: str) -> str:
        """Under which header a column of `customers_flat` stands in a file; empty where in none."""
        end = f" of {file}"
        places = self.asked.db.book.written.get(column, ())
        return next((place.removesuffix(end) for place in places if place.endswith(end)), "")

    @property
    def revenue_churn(self) -> float | None:
        """The share of it that left."""
        whole = self.whole
        if not whole.recurring:
            return None
        return ratio(whole.lost or Decimal(0), whole.recurring)
