"""The customers of a window: their scores, and the groups that these make."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from salesops.commands.customers._rfm.groups import BEST, Group, group
from salesops.commands.customers._rfm.rows import Buyer, Others
from salesops.commands.ledger import Ledger
from salesops.queries.database import Questions


@dataclass(frozen=True)
class Scored:
    """A customer with scores."""

    buyer: Buyer
    customer: str
    last_day: date
    recency_days: int
    r: int
    f: int
    m: int

    @property
    def group(self) -> Group:
        """Theirs."""
        return group(self.r, self.f, self.m)


@dataclass(frozen=True)
class Story:
    """What is asked of one window, each part once."""

    asked: Questions
    ledger: Ledger

    @property
    def last_day(self) -> date:
        """The last day of the window, which recency counts back from."""
        return (self.ledger.window.end - timedelta(microseconds=1)).date()

    @cached_property
    def buyers(self) -> list[Buyer]:
        """Who bought or gave back in the window, the most valuable first."""
        return self.asked.all("buyers", Buyer, **self.ledger.span, last_day=self.last_day)

    @cached_property
    def others(self) -> Others:
        """Who did not order in the window."""
        return self.asked.one("others", Others, **self.ledger.span)

    @cached_property
    def dated(self) -> list[Buyer]:
        """Known customers with an order that has a date: those who can be scored."""
        return [b for b in self.buyers if b.r is not None]

    @cached_property
    def scored(self) -> list[Scored]:
        """They with their scores; nobody where there are fewer than a quintile needs."""
        return [*map(_scored, self.dated)] if self.enough else []

    @property
    def enough(self) -> bool:
        """Whether every score has a customer."""
        return len(self.dated) >= BEST

    @cached_property
    def undated(self) -> list[Buyer]:
        """Known customers all of whose orders lack a date."""
        return [b for b in self.buyers if b.customer and b.r is None and b.orders]

    @cached_property
    def returning(self) -> list[Buyer]:
        """Known customers who only gave something back in the window."""
        return [b for b in self.buyers if b.customer and b.r is None and not b.orders]

    @cached_property
    def unknown(self) -> list[Buyer]:
        """What names no customer, one row a shop."""
        return [b for b in self.buyers if not b.customer]

    def members(self, group: Group) -> list[Scored]:
        """The customers of a group."""
        return [s for s in self.scored if s.group is group]

    @property
    def prospects(self) -> int | None:
        """Customers on file without an order; None where that cannot be told."""
        told = self.asked.has("customers") and not self.ledger.db.book.filtered
        return self.others.prospects if told else None


def net_sales(buyers: Sequence[Buyer]) -> Decimal:
    """What they brought together."""
    return sum((b.net_sales for b in buyers), Decimal(0))


def _scored(buyer: Buyer) -> Scored:
    known = (buyer.customer, buyer.last_day, buyer.recency_days, buyer.r, buyer.f, buyer.m)
    customer, last_day, days, r, f, m = known
    assert customer and last_day and r and f and m and days is not None  # noqa: S101, PT018 - scored
    return Scored(buyer, customer, last_day, days, r, f, m)
