"""What an analysis offers to the day's queue: one thing to do, the money at stake, the odds.

A module declares ``def opportunities(report: Report) -> Sequence[Opportunity]``; `today` finds it.
It is a pure function of the report that the command returned: it computes no figure anew.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

HORIZON = 7
"""Days ahead that money at stake is counted over, where it flows by the day."""
GUESS, GUIDE = "a guess", "the operator guide's lower figure"
"""How the basis of a chance begins that is not of the shop's own history."""


class Kind(StrEnum):
    """Which list of the queue it is for."""

    OPPORTUNITY = "opportunity"
    """Money to be won."""
    BLOCKER = "blocker"
    """Something stands in the way of sales already made, or to be made."""
    CONTACT = "contact"
    """Somebody to call or write to."""


class Owner(StrEnum):
    """Whose work it is."""

    SALES = "sales"
    MARKETING = "marketing"
    PURCHASING = "purchasing"
    FULFILLMENT = "fulfillment"
    SUPPORT = "support"


@dataclass(frozen=True)
class Opportunity:
    """One thing to do. Expected value = amount x probability."""

    kind: Kind
    about: str
    """What it is about, such as `sku AB-1 (north)`, see `named`: of two about one thing the larger
    stays."""
    what: str
    """The evidence as one sentence, with its numbers."""
    action: str
    """What to do, as an imperative."""
    amount: Decimal
    """The money at stake, in the currency of the report."""
    probability: float
    """Of winning it by acting, or of losing it by not acting; 0 to 1."""
    basis: str
    """Where the probability comes from: the shop's own history with its n, or see `assumed`."""
    owner: Owner
    more: str
    """The command line that shows the numbers, without `salesops`."""
    brief: str = ""
    """What to do and why in a few words, without the money at stake, which follows; of a contact
    who it is and why. Empty where `action` and `what` are short."""
    person: str = ""
    """Of a contact the e-mail address, else the phone or the customer's id: who is offered twice is
    called once."""

    @property
    def default(self) -> str:
        """In a word what the chance is where it is not of the shop's own history: `a guess`."""
        return next((word for word in (GUESS, GUIDE) if self.basis.startswith(word)), "")

    @property
    def expected(self) -> Decimal:
        """The money that acting is worth on average."""
        return self.amount * Decimal(str(self.probability))


def assumed(key: str, why: str = "") -> str:
    """`a guess, heatmap.expedite`: the basis of a chance that only a setting says, and why."""
    return f"{GUESS}, {key}: {why}" if why else f"{GUESS}, {key}"


def named(name: str, shop: str | None) -> str:
    """`AB-1 (north)`: a SKU or an order with its shop wherever that has a name.

    What several analyses offer about one thing meets in the queue by this name.
    """
    return f"{name} ({shop})" if shop else name
