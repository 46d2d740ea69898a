"""How far reps have come: each of them, and the two numbers of several."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from salesops.commands.rep_quotas.days import Quota
from salesops.commands.rep_quotas.who import Key, Rep
from salesops.commands.team._quota.rows import ZERO
from salesops.models.compare import ratio


@dataclass(frozen=True)
class Told:
    """A rep with a quota in the period."""

    key: Key
    rep: Rep
    quota: Quota
    won: Decimal
    deals: int
    share: float
    """What of the quota is usual by now."""
    expected: Decimal
    """The same in money."""

    @property
    def reached(self) -> bool:
        """Whether the quota, after the ramp, is won."""
        return self.won >= self.quota.ramped

    @property
    def attainment(self) -> float | None:
        """The share of it that is won."""
        return ratio(self.won, self.quota.ramped)


@dataclass(frozen=True)
class Result:
    """The two numbers of some reps, never to be mixed."""

    reps: int
    reached: int
    quota: Decimal
    won: Decimal

    @property
    def rate(self) -> float | None:
        """The share of reps at 100 %."""
        return ratio(self.reached, self.reps)

    @property
    def percent(self) -> float | None:
        """What they won together, of their quotas together."""
        return ratio(self.won, self.quota)


def together(reps: Iterable[Told]) -> Result:
    """The two numbers of these reps."""
    found = list(reps)
    return Result(
        len(found),
        sum(one.reached for one in found),
        sum((one.quota.ramped for one in found), ZERO),
        sum((one.won for one in found), ZERO),
    )
