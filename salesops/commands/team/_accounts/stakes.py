"""Who is known of open deals, and of which large ones it is one person or nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from salesops.commands.team._accounts.rows import Stakeheld


@dataclass(frozen=True)
class Stakes:
    """The open deals, the largest first."""

    every: Sequence[Stakeheld]
    mine: Sequence[Stakeheld]
    """Those that are asked for."""
    part: float
    few: int

    @cached_property
    def known(self) -> bool:
        """Whether anything names a contact of an open deal."""
        return any(deal.contacts for deal in self.every)

    @cached_property
    def large(self) -> Decimal | None:
        """From which amount on a deal is large; None of few deals, or where nobody is named."""
        amounts = [deal.amount for deal in self.every if deal.amount]
        if len(amounts) < self.few or not self.known:
            return None
        return amounts[max(int(len(amounts) * self.part), 1) - 1]

    def is_single(self, deal: Stakeheld) -> bool:
        """Whether it is large, and at most one person is known."""
        large = self.large
        return large is not None and (deal.amount or 0) >= large and deal.contacts <= 1

    @property
    def single(self) -> int | None:
        """How many are."""
        return sum(map(self.is_single, self.mine)) if self.large is not None else None
