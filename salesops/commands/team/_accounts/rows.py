"""The rows that accounts asks for."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from salesops.units import CENTS, Count, Day, Flag, Money, Text, rounded

ZERO = Decimal(0)
Key = tuple[str, str | None]
"""The shop, and the rep as deals name them; None is nobody."""


@dataclass(frozen=True)
class Account:
    """An account and what it holds."""

    shop: Text
    account: Text
    name: Text
    parent: Text | None
    rep: Text | None
    owner: Text | None
    owned_by: Text
    listed: Flag
    territory: Text | None
    segment: Text | None
    size: Text | None
    employees: Count | None
    deals: Count
    open_deals: Count
    unpriced: Count
    """Open deals without an amount."""
    open_value: Money
    weighted: Money
    won_value: Money
    activities: Count
    contacts: Count
    last_day: Day | None
    basis: Text
    kin: Count
    """Accounts of its kind, itself among them."""
    kin_won: Money

    @cached_property
    def potential(self) -> Decimal:
        """An estimate: what was won or, where that is more, the mean of its kind; to the cent."""
        return max(self.won_value, rounded(self.kin_won / self.kin, CENTS))

    @property
    def holder(self) -> Key:
        """Whose it is."""
        return self.shop, self.rep

    @property
    def not_worked(self) -> Decimal:
        """What of the potential is neither won nor in an open deal."""
        return max(self.potential - self.won_value - self.open_value, ZERO)

    @property
    def to_win(self) -> Decimal:
        """What is open, and what of the potential is not worked."""
        return self.open_value + self.not_worked


@dataclass(frozen=True)
class Person:
    """A rep of the list."""

    shop: Text
    rep: Text
    name: Text
    manager: Text | None
    territory: Text | None
    starts: Day | None
    ends: Day | None
    is_active: Flag | None


@dataclass(frozen=True)
class Loose:
    """Deals that name no account."""

    open_deals: Count
    open_value: Money
    weighted: Money
    won_value: Money


@dataclass(frozen=True)
class Stakeheld:
    """An open deal, and how many people anything names for it."""

    shop: Text
    deal_id: Text
    name: Text
    account: Text | None
    rep: Text | None
    owner: Text | None
    amount: Money | None
    contacts: Count
