"""What can be balanced: accounts, deals, money or activities."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from salesops.commands.team._accounts.rows import Account
from salesops.errors import UsageError, meant
from salesops.units import Unit, text

SCALE = 10_000
"""Steps of an amount: money in exports has up to four decimal places."""


class Balance(StrEnum):
    """What a rep's load is."""

    POTENTIAL = "potential"
    OPEN = "open"
    WEIGHTED = "weighted"
    WON = "won"
    ACCOUNTS = "accounts"
    DEALS = "deals"
    ACTIVITIES = "activities"


_COUNTS = (Balance.ACCOUNTS, Balance.DEALS, Balance.ACTIVITIES)
_COLUMNS = {
    Balance.POTENTIAL: "potential", Balance.OPEN: "open_value", Balance.WEIGHTED: "weighted",
    Balance.WON: "won_value", Balance.DEALS: "open_deals", Balance.ACTIVITIES: "activities",
}  # fmt: skip
_TITLES = {Balance.POTENTIAL: "potential (estimate)", Balance.OPEN: "open value",
           Balance.WEIGHTED: "weighted value", Balance.WON: "value won",
           Balance.DEALS: "open deals"}  # fmt: skip


@dataclass(frozen=True)
class Measure:
    """One of them, as whole steps."""

    balance: Balance
    currency: str | None

    @property
    def title(self) -> str:
        """In words."""
        return _TITLES.get(self.balance, self.balance.value)

    @property
    def counts(self) -> bool:
        """A count and no money."""
        return self.balance in _COUNTS

    def steps(self, one: Account) -> int:
        """The load of an account; less than nothing is nothing."""
        if self.balance is Balance.ACCOUNTS:
            return 1
        value = getattr(one, _COLUMNS[self.balance])
        return max(int(value * (1 if self.counts else SCALE)), 0)

    def scaled(self, value: Decimal | None) -> int | None:
        """A bound in steps."""
        return None if value is None else int(value * (1 if self.counts else SCALE))

    def value(self, steps: int) -> Decimal | int:
        """Steps as they are shown."""
        return steps if self.counts else Decimal(steps) / SCALE

    def said(self, steps: int) -> str:
        """The same in words, with the unit."""
        if self.counts:
            return f"{steps:,} {self.title}"
        unit = f" {self.currency}" if self.currency else ""
        return f"{text(self.value(steps), Unit.MONEY, self.currency)}{unit}"


def measure(named: Balance | None, ruled: str | None, currency: str | None) -> Measure:
    """What is balanced: as --balance says, else as the rules do, else potential.

    Raises:
        UsageError: the rules name what cannot be balanced.
    """
    word = ruled or Balance.POTENTIAL.value
    if named is None and word not in list(Balance):
        raise UsageError(f"rules: balance = {word!r}: {meant(word, list(Balance))}")
    return Measure(named or Balance(word), currency)
