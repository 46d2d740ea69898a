"""What became of each checkout that was begun: every one has exactly one outcome."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from salesops.commands.customers._abandon_carts.rows import Begun

WITHIN = timedelta(hours=168)
"""An order of the same contact this long after a cart still recovers it."""


class Outcome(StrEnum):
    """What became of a checkout, seen from as-of."""

    OPEN = "open"
    """No order yet, and there is still time for one."""
    RECOVERED = "recovered"
    """Its contact ordered within 168 hours."""
    LATER = "ordered later"
    """Its contact ordered, but after 168 hours."""
    LOST = "lost"
    """168 hours went by without an order."""
    FINISHED = "finished"
    """It became an order itself."""
    UNREACHABLE = "no contact"
    """It names neither e-mail nor phone."""
    FRESH = "just begun"
    """It was begun less than the waiting time ago: somebody may still be at it."""


ABANDONED = (Outcome.OPEN, Outcome.RECOVERED, Outcome.LATER, Outcome.LOST)
"""The outcomes of abandoned carts; the others are not counted, each for its reason."""


@dataclass(frozen=True)
class Cart:
    """A checkout and what became of it."""

    row: Begun
    outcome: Outcome
    mature: bool
    """Its 168 hours are over, so its outcome will not change any more."""

    @property
    def value(self) -> Decimal:
        """Its value; where none is stated it adds nothing, and is counted apart."""
        return self.row.value or Decimal(0)

    @property
    def hours(self) -> float | None:
        """From its beginning to the order that recovered it."""
        if self.outcome is not Outcome.RECOVERED or self.row.ordered is None:
            return None
        return hours(self.row.ordered - self.row.begun)

    @property
    def after_contact(self) -> bool:
        """Recovered, and a reminder was sent before: an order of events, not a cause."""
        row = self.row
        if self.outcome is not Outcome.RECOVERED or row.ordered is None or row.contacted is None:
            return False
        return row.contacted <= row.ordered


def cart(row: Begun, as_of: datetime, wait: timedelta) -> Cart:
    """The checkout with its outcome."""
    return Cart(row, _outcome(row, as_of, wait), row.begun + WITHIN < as_of)


def _outcome(row: Begun, as_of: datetime, wait: timedelta) -> Outcome:
    if row.finished:
        return Outcome.FINISHED
    if row.email is None and row.phone is None:
        return Outcome.UNREACHABLE
    if row.begun > as_of - wait:
        return Outcome.FRESH
    if row.ordered is not None:
        return Outcome.RECOVERED if row.ordered <= row.begun + WITHIN else Outcome.LATER
    return Outcome.LOST if row.begun + WITHIN < as_of else Outcome.OPEN


def hours(span: timedelta) -> float:
    """A span in hours."""
    return span.total_seconds() / 3600
