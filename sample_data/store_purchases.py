"""Purchase orders: every receipt of the past year was ordered once, and what is on its way."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from store_catalog import Variant
from store_clock import TODAY
from store_dice import Dice
from store_history import History
from store_supply import SUPPLIERS, Supplier

_DAY = timedelta(days=1)
_FIRST = 3100


@dataclass(frozen=True)
class Purchase:
    """One order to a supplier: received whole, or still on its way."""

    supplier: Supplier
    ordered: date
    received: date | None
    lines: tuple[tuple[Variant, int], ...]

    @property
    def expected(self) -> date:
        """Return the day that the supplier promised."""
        return self.ordered + self.supplier.lead_days * _DAY


def purchases(histories: list[History]) -> list[tuple[str, Purchase]]:
    """Return every purchase order with its number, in the order they were placed."""
    found = [*_received(histories), *_open(histories)]
    found.sort(key=lambda one: (one.ordered, one.supplier.name, one.received or date.max))
    return [(f"PO-{_FIRST + place}", one) for place, one in enumerate(found)]


def _received(histories: list[History]) -> Iterator[Purchase]:
    """Yield what came in: one delivery of a supplier is one order."""
    came: dict[tuple[date, str], list[tuple[Variant, int]]] = defaultdict(list)
    for history in histories:
        for day, units in history.receipts.items():
            came[day, history.supply.supplier.name].append((history.variant, units))
    by_name = {supplier.name: supplier for supplier in SUPPLIERS}
    for (day, name), lines in sorted(came.items()):
        supplier = by_name[name]
        took = supplier.took(Dice(6, day.toordinal(), SUPPLIERS.index(supplier)))
        yield Purchase(supplier, day - took * _DAY, day, tuple(lines))


def _open(histories: list[History]) -> Iterator[Purchase]:
    """Yield what is on its way, due at the supplier's next delivery."""
    for supplier in SUPPLIERS:
        lines = _incoming(history for history in histories if history.supply.supplier == supplier)
        if lines:
            days = (TODAY + n * _DAY for n in range(1, supplier.lead_days + 1))
            due = next(day for day in days if supplier.comes(day))
            yield Purchase(supplier, due - supplier.lead_days * _DAY, None, lines)


def _incoming(histories: Iterable[History]) -> tuple[tuple[Variant, int], ...]:
    return tuple((h.variant, h.incoming) for h in histories if h.incoming)
