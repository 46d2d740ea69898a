"""What a rep is credited for, and what later became of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salesops.models.commission.terms import ONE, UNPAID, ZERO, Plan


@dataclass(frozen=True)
class Sale:
    """A deal or an order, as far as it is this rep's."""

    key: str
    day: date
    base: Decimal
    name: str = ""
    share: Decimal = ONE
    whole: Decimal | None = None
    """What all of it came to; None: nobody shares it."""
    product: str | None = None

    @property
    def size(self) -> Decimal:
        """What all of it came to."""
        return self.base if self.whole is None else self.whole

    def left(self, base: Decimal) -> Decimal:
        """What counts where so much is left: what was sold never comes to less than nothing."""
        return max(base, ZERO) if self.base >= 0 else base


@dataclass(frozen=True)
class Change:
    """What a sale comes to from a day on: corrected, refunded or lost again."""

    key: str
    day: date
    base: Decimal
    """Of this rep; below 0 where more was given back than was sold."""
    why: str = ""
    whole: Decimal | None = None
    """What all of it comes to; None: nobody shares it."""


@dataclass(frozen=True)
class Term:
    """A period of a plan."""

    name: str
    first: date
    after: date
    closed: bool
    """All of it has come."""
    quota: Decimal | None = None
    there: Decimal = ONE
    """The share of its days on which the rep is there: so much of a draw is due."""
    plan: Plan = UNPAID
    """What it is paid by."""
