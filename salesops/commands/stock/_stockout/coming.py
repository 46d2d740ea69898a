"""What is on its way to a SKU, and when it is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

INVENTORY, PURCHASES = "inventory", "purchase orders"
"""What incoming is from."""


@dataclass(frozen=True)
class Coming:
    """What is on its way to a SKU, each part with the day it is due, where one is stated."""

    basis: str | None
    parts: tuple[tuple[date | None, Decimal], ...]

    @property
    def units(self) -> Decimal:
        """All of it."""
        return sum((units for _, units in self.parts), Decimal(0))

    def by(self, day: date) -> Decimal:
        """What is due by a day: what states none is believed to be, what is late too."""
        due = (units for when, units in self.parts if when is None or when <= day)
        return sum(due, Decimal(0))

    def dated(self, first: date, end: date) -> Decimal:
        """What is due on days in [first, end)."""
        due = (units for when, units in self.parts if when is not None and first <= when < end)
        return sum(due, Decimal(0))

    def runs_out(self, today: date, held: Decimal, pace: float) -> int:
        """Whole days until nothing is left: later parts count from the day they are due."""
        left = float(max(held, Decimal(0)))
        for when, units in self.parts:
            if when is None or when < today:
                continue  # nobody knows when these come
            if left / pace < (when - today).days:
                break
            left += float(units)
        return int(left / pace)


NOTHING = Coming(None, ())


def coming(stated: Decimal, owed: Iterable[tuple[date | None, Decimal]]) -> Coming:
    """What the inventory says is on its way, else open purchase orders: never both.

    Purchase orders date what the inventory counts, as far as they go.

    Args:
        stated: What the inventory says.
        owed: What each open line is to bring and when, the first due first.
    """
    lines = tuple(owed)
    if stated <= 0:
        return Coming(PURCHASES, lines) if lines else NOTHING
    parts: list[tuple[date | None, Decimal]] = []
    left = stated
    for when, units in lines:
        parts.append((when, min(units, left)))
        left -= parts[-1][1]
    return Coming(INVENTORY, tuple(part for part in [*parts, (None, left)] if part[1] > 0))
