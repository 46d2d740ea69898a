"""When the SKUs that a list shows run out; no other is forecast."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salesops.queries.database import Database
from salesops.result import Period

AHEAD = 28
"""Days from today on in which dates are told."""
OLD = "the data is old"
Key = tuple[str, str]
"""Shop and SKU."""


@dataclass(frozen=True)
class Held:
    """A SKU and what there is of it."""

    shop: str
    sku: str
    available: Decimal
    incoming: Decimal
    """What the inventory says is on its way."""

    @property
    def key(self) -> Key:
        """What tells it from others."""
        return self.shop, self.sku


@dataclass(frozen=True)
class Stockout:
    """When a SKU runs out."""

    early: date | None
    middle: date | None
    late: date | None
    """None: not within the days told of, or not known."""
    gone: tuple[float, ...] = ()
    """By the end of each day from today on, the chance that it is out; empty where not known."""
    reason: str = ""
    """Why nothing is told."""

    @property
    def said(self) -> str:
        """The early and the late date in few words: `2026-09-21 to 09-26`."""
        if self.reason:
            return self.reason
        if self.early is None:
            return f"not in {AHEAD} days"
        if self.late is None:
            return f"{self.early} or later"
        if self.late == self.early:
            return f"{self.early}"
        same = self.late.year == self.early.year
        return f"{self.early} to {f'{self.late:%m-%d}' if same else self.late}"

    def before(self, days: int) -> float | None:
        """The chance that it is out before so many days are over; None past what is told."""
        if not self.gone or days > len(self.gone):
            return None
        return self.gone[days - 1] if days > 0 else 0.0


def unknown(reason: str) -> Stockout:
    """Nothing is told, and why."""
    return Stockout(None, None, None, reason=reason)


def stockouts(db: Database, window: Period, held: Sequence[Held]) -> Mapping[Key, Stockout]:
    """When each of them runs out.

    Args:
        db: The exports.
        window: The days before today.
        held: The SKUs; nothing is asked where there are none.
    """
    today = window.end.date()
    gone = Stockout(today, today, today, (1.0,) * AHEAD)
    found = {one.key: gone for one in held if one.available <= 0}
    left = [one for one in held if one.available > 0]
    if left and db.stale(window):
        return found | {one.key: unknown(OLD) for one in left}
    if left:
        # numpy is behind this: where nothing can run out it is not needed.
        from salesops.commands.stock._stockout.told import told

        found.update(told(db, today, left))
    return found
