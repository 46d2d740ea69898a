"""What moves stock: units ordered, put back and sent, by variant and day."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from store_catalog import Variant
from store_clock import after_work
from store_orders import Line, Order

# A part of an order that went ahead of the rest left this many working minutes after the order.
_AHEAD = 180


@dataclass
class Moves:
    """Units of one variant by day."""

    ordered: Counter[date] = field(default_factory=Counter)
    put_back: Counter[date] = field(default_factory=Counter)  # of cancelled orders
    left: Counter[date] = field(default_factory=Counter)  # sent, handed over or cancelled

    def taken(self, day: date) -> int:
        """Return the units that a day took from what can be sold."""
        return self.ordered[day] - self.put_back[day]

    @property
    def quiet(self) -> bool:
        """Nobody ever ordered it."""
        return not self.ordered


def moves(orders: list[Order]) -> dict[Variant, Moves]:
    """Return what moved the stock of each variant; returned goods are not put back."""
    found: dict[Variant, Moves] = defaultdict(Moves)
    for order in orders:
        for line in order.lines if order.counts else ():
            _note(found[line.variant], order, line)
    return found


def _note(moved: Moves, order: Order, line: Line) -> None:
    moved.ordered[order.created.date()] += line.quantity
    if order.cancelled_at:
        moved.put_back[order.cancelled_at.date()] += line.quantity
    if gone := sent_at(order, line) or order.cancelled_at:
        moved.left[gone.date()] += line.quantity


def sent_at(order: Order, line: Line) -> datetime | None:
    """Return when a line left, if it did."""
    if order.fulfilled_at or not line.fulfilled:
        return order.fulfilled_at
    return after_work(order.paid_at or order.created, _AHEAD)
