"""What all are to win together in a period, and which deals count for it: as `quota` tells it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from salesops.commands.rep_quotas.days import come
from salesops.commands.rep_quotas.rows import Credited
from salesops.commands.rep_quotas.stated import Stated
from salesops.commands.rep_quotas.together import Together
from salesops.commands.team._closings.asked import Span
from salesops.commands.team._closings.known import Columns, whole
from salesops.commands.team._closings.rows import Whose
from salesops.commands.team._quota.asked import stated
from salesops.queries.database import Questions

ZERO = Decimal(0)


@dataclass(frozen=True)
class Goal:
    """The quota of a period."""

    together: Together
    quota: Decimal
    won: Decimal
    """Of it so far; by others nothing is won of it."""
    others: Decimal
    """Won by who has none."""
    held: NDArray[np.bool_]
    """Which of the open deals are of somebody who has one."""

    @property
    def whose(self) -> str:
        """Of whom it is, in words."""
        return self.together.whose


@dataclass(frozen=True)
class Goals:
    """The quotas of periods ahead."""

    asked: Questions
    open: Columns
    """What is open now."""

    @cached_property
    def _stated(self) -> Stated | None:
        return stated(self.asked.db)

    @cached_property
    def _whose(self) -> Sequence[Whose]:
        return self.asked.all("open_whose", Whose)

    def of(self, span: Span, *, now: bool) -> Goal | None:
        """The quota of all in a period; None where on some day nobody has one.

        `now`: it is the period that as-of lies in, of which some is won.
        """
        quotas = self._stated
        if quotas is None or not quotas.covers(span.first, span.end):
            return None
        together = quotas.together(span.first, span.end)
        if together.quota is None:
            return None
        until = come(self.asked.db.as_of)
        rows = quotas.credited(span.first, until) if now else []
        won = sum((one.value for one in rows if _held(together, one)), ZERO)
        others = sum((one.value for one in rows), ZERO) - won
        return Goal(together, together.quota, won, others, self._open(together))

    def _open(self, together: Together) -> NDArray[np.bool_]:
        """By the numbers that open deals bear: the first is 1."""
        held = np.array([False, *(_held(together, one) for one in self._whose)])
        found: NDArray[np.bool_] = held[whole(self.open["whose"])]
        return found


def _held(together: Together, one: Credited | Whose) -> bool:
    return together.of(one.shop, one.rep or None, one.team or None) is not None
