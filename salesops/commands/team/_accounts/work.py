"""What is to be done with accounts: how long they have been quiet, and which come next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from salesops.commands.team._accounts.rows import Account


@dataclass(frozen=True)
class Work:
    """Accounts, by when something was last done with them."""

    every: Sequence[Account]
    mine: Sequence[Account]
    """Those that are asked for."""
    today: date
    quiet_days: int

    @cached_property
    def timed(self) -> bool:
        """Whether any export says when something was last done."""
        return any(one.last_day for one in self.every)

    def quiet(self, one: Account) -> int | None:
        """Days since something was last done; None where nothing ever was, or it is not told."""
        return (self.today - one.last_day).days if one.last_day else None

    def is_quiet(self, one: Account) -> bool:
        """Whether nothing was done for a while."""
        days = self.quiet(one)
        return self.timed and (days is None or days >= self.quiet_days)

    @cached_property
    def next(self) -> list[Account]:
        """What is worth working next: quiet ones first, then most to win."""
        return sorted((one for one in self.mine if one.to_win > 0), key=self._rank)

    def _rank(self, one: Account) -> tuple[object, ...]:
        return (
            not self.is_quiet(one), -one.to_win, -one.won_value, -(self.quiet(one) or 0), one.name,
            one.shop, one.account,
        )  # fmt: skip
