"""Whose order arrived some days ago: time to ask whether all is well."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from salesops.commands.customers import draft
from salesops.commands.customers._draft.rows import Arrived
from salesops.queries.database import Database, Questions
from salesops.result import DATA_ONLY, Table, titled
from salesops.units import Instant, Text


@dataclass(frozen=True)
class Delivery:
    """An order that arrived."""

    order: Text
    customer: Text | None
    email: Text | None = field(metadata=titled("E-mail"))
    product: Text | None
    delivered: Instant
    shop: Text = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Deliveries:
    """The orders whose last parcel arrived on one day."""

    db: Database
    days: int
    """How many days ago."""
    told: bool
    """Whether the data reaches far enough to tell."""

    @property
    def day(self) -> datetime:
        """The midnight that the day began with."""
        return self.db.window("today").start - timedelta(days=self.days)

    @cached_property
    def asked(self) -> Questions:
        """What is asked of orders that letters are written about."""
        return self.db.read("customers/draft/arrived")

    @cached_property
    def rows(self) -> list[Arrived]:
        """They, in the order of their arrival."""
        if not self.told:
            return []
        end = self.day + timedelta(days=1)
        return self.asked.all("arrived", Arrived, start_at=self.day, end_at=end)

    @property
    def known(self) -> bool:
        """Whether some export states parcels."""
        return self.asked.has("fulfillments")

    def table(self, top: int) -> Table:
        """The first of them."""
        rows = [
            Delivery(r.order_no, r.name, r.email, r.product, r.delivered, r.shop)
            for r in self.rows[:top]
        ]
        more = len(self.rows) - len(rows)
        note = f"{more:,} more. " if more > 0 else ""
        if rows and self.days == self.db.settings.limits("draft", draft.Limits).after_days:
            note += "Letters to all of them: salesops draft follow-up --since today."
        title = f"Arrived {self.day:%Y-%m-%d}: ask whether all is well"
        return Table("deliveries", title, Delivery, rows, note)
