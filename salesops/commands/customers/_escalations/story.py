"""What escalations asks: open tickets, their customers and their orders."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from salesops.commands.customers._escalations.past import Past
from salesops.commands.customers._escalations.question import Question
from salesops.commands.customers._escalations.rows import InQuestion, Unsolved, Worth
from salesops.commands.customers._escalations.ticket import State, Ticket, by_priority
from salesops.commands.high_value import bounds
from salesops.models.desk_clock import moments, waits
from salesops.result import Finding

_HOUR = 3600
Worths = dict[tuple[str, str], Worth]
Orders = dict[tuple[str, str], Question]


@dataclass(frozen=True)
class Story(Past):
    """The answers of one question, each asked once."""

    @property
    def currency(self) -> str | None:
        """Of every amount."""
        return self.asked.db.book.currency

    @property
    def whole(self) -> bool:
        """Whether every order is there: under --where nobody's worth is known."""
        return not self.asked.db.book.filtered

    def stale(self) -> Finding | None:
        """The finding that the orders end too early to tell."""
        return self.asked.db.stale(self.window)

    @cached_property
    def open(self) -> list[Ticket]:
        """Every open ticket, the one to answer first on top."""
        rows = self.asked.all("open_tickets", Unsolved)
        waiting = [row for row in rows if row.since and not row.apart]
        starts = moments([row.since for row in waiting if row.since])
        ends = np.full(len(waiting), np.datetime64(self.as_of), dtype="datetime64[us]")
        hours = waits(self.calendar, starts, ends) / _HOUR
        waited = {(r.shop, r.ticket): float(h) for r, h in zip(waiting, hours, strict=True)}
        known = self.worths, self.orders
        found = [self._ticket(row, waited.get((row.shop, row.ticket)), *known) for row in rows]
        return sorted(found, key=by_priority)

    def _ticket(
        self, row: Unsolved, waited: float | None, worths: Worths, orders: Orders
    ) -> Ticket:
        worth = worths.get((row.owner_shop or "", row.customer or ""))
        asked = orders.get((row.shop, row.ticket))
        return Ticket(row, self._state(row, waited), waited, worth, asked)

    def _state(self, row: Unsolved, waited: float | None) -> State:
        if row.apart:
            return State.APART
        if waited is None:
            return State.UNKNOWN if row.turn_unknown else State.ANSWERED
        return State.PAST if waited * 60 > self.limits.sla_minutes else State.WITHIN

    @cached_property
    def worths(self) -> Worths:
        """What the customers of open tickets are worth, by shop and customer."""
        found = self.asked.all(
            "customers_of",
            Worth,
            as_of=self.as_of,
            **bounds(self.asked.db),
        )
        return {(w.shop, w.customer): w for w in found if self.whole}

    @cached_property
    def orders(self) -> Orders:
        """The orders in question, by shop and ticket."""
        limits = self.limits
        return {
            (row.shop, row.ticket): Question(row, self.as_of, limits.promise, limits.transit_days)
            for row in self.asked.all("orders_of", InQuestion)
        }

    def of(self, *states: State) -> list[Ticket]:
        """The open ones of these states."""
        return [ticket for ticket in self.open if ticket.state in states]

    @cached_property
    def past(self) -> list[Ticket]:
        """Those that wait past the SLA."""
        return self.of(State.PAST)

    @cached_property
    def waiting(self) -> list[Ticket]:
        """Those whose customers wait for the desk."""
        return self.of(State.PAST, State.WITHIN)

    @cached_property
    def high(self) -> list[Ticket]:
        """Those of high value among them."""
        return [ticket for ticket in self.waiting if ticket.high]
