"""Paid orders that have not gone out: how long they wait and what is at stake."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from salesops.commands.waiting import by_age, hours, is_late
from salesops.queries.database import Questions
from salesops.result import Table
from salesops.units import Count, Flag, Hours, Instant, Money, Text

OLDEST = 5
"""Orders named one by one: the ones to call first."""


@dataclass(frozen=True)
class Open:
    """An order that is not fulfilled in full."""

    order_no: Text
    since: Instant
    promised: Instant | None
    """By when its next parcel was to leave, where a file of parcels says."""
    paid: Flag
    partly: Flag
    value: Money


@dataclass(frozen=True)
class States:
    """How many orders state whether they were sent."""

    n: Count


@dataclass(frozen=True)
class Age:
    """Late orders of one age."""

    waiting: Text
    orders: Count
    value: Money


@dataclass(frozen=True)
class Late:
    """A late order."""

    order: Text
    paid_at: Instant
    waiting_hours: Hours
    partly_sent: Flag
    value: Money


@dataclass(frozen=True)
class Sending:
    """What waits to be sent at as-of."""

    known: bool
    late: tuple[Late, ...]
    unpaid: int
    promise: float

    @property
    def value(self) -> Decimal:
        """What is not yet fulfilled of the late orders."""
        return sum((late.value for late in self.late), Decimal(0))

    def tables(self) -> tuple[Table, ...]:
        """Late orders by age, and the oldest by name."""
        title = f"Paid and not sent after {self.promise:g} hours"
        unpaid = f"{self.unpaid} unpaid open orders are not counted." if self.unpaid else ""
        oldest = self.late[:OLDEST]
        ages = _by_age(self.late) if self.known else []
        return (
            Table("fulfillment", title, Age, ages, unpaid, shown=self.known),
            Table("late_orders", "The longest waiting", Late, oldest, shown=bool(oldest)),
        )


def open_orders(asked: Questions, as_of: datetime, promise: float) -> Sending:
    """Ask what waits at as-of, past the promised hours."""
    if not asked.one("states_fulfillment", States).n:
        return Sending(known=False, late=(), unpaid=0, promise=promise)
    found = asked.all("open_orders", Open)
    waiting = [(row, hours(row.since, as_of)) for row in found]
    late = tuple(
        Late(row.order_no, row.since, waited, row.partly, row.value)
        for row, waited in waiting
        if row.paid and is_late(as_of, row.promised, waited, promise)
    )
    unpaid = sum(not row.paid for row in found)
    return Sending(known=True, late=late, unpaid=unpaid, promise=promise)


def _by_age(late: Sequence[Late]) -> list[Age]:
    rows = [
        Age(name, len(orders), sum((o.value for o in orders), Decimal(0)))
        for name, orders in by_age(late, lambda order: order.waiting_hours).items()
        if orders
    ]
    return [*rows, Age("all", len(late), sum((o.value for o in late), Decimal(0)))]
