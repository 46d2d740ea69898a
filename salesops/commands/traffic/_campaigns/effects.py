"""What one campaign brought, by the best method that its data allows, and how far to trust it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from salesops.commands.traffic._campaigns.rows import Aimed, Arm, Coded, Known
from salesops.commands.traffic._campaigns.times import Times
from salesops.models.compare import ratio
from salesops.models.contrast import beyond
from salesops.models.uplift import Estimate, errors_apart, uplift

_DAY = timedelta(days=1)
_TESTS = 2
"""Of groups before the send: who bought, and for how much."""


class Method(StrEnum):
    """How it was measured, the best first."""

    CONTROL = "control"
    PRE_POST = "pre/post"
    ATTRIBUTED = "attributed"
    NONE = "not measured"


class Verdict(StrEnum):
    """What the figures say of it."""

    WORKS = "works"
    SELLS = "lifts sales"
    NOTHING = "no effect shown"
    LOSES = "loses"
    EARLY = "too early"
    FEW = "too few"
    UNKNOWN = "not measured"


@dataclass(frozen=True)
class Effect:
    """A campaign and all that tells what it brought."""

    known: Known
    arms: tuple[Arm, ...]
    """Those held back, and those it was sent to."""
    aimed: Sequence[Aimed]
    coded: Coded | None
    as_of: datetime
    days: int
    limits: Any
    first: date | None
    """The first day of the data."""

    @property
    def method(self) -> Method:
        """Those held back tell most; then a time or goods to compare with; a code tells least."""
        known = self.known
        if len(self.arms) == 2 and known.first_sent:  # noqa: PLR2004 - both groups
            return Method.CONTROL
        if known.listed and known.starts and (known.aim or not known.code):
            return Method.PRE_POST
        return Method.ATTRIBUTED if known.code else Method.NONE

    @property
    def control(self) -> Arm:
        """Those held back."""
        return self.arms[0]

    @property
    def treated(self) -> Arm:
        """Those it was sent to."""
        return self.arms[1]

    @property
    def begins(self) -> datetime | None:
        """When it was first sent, or its first day."""
        known = self.known
        day = known.starts or known.first_day
        return known.first_sent or (datetime.combine(day, datetime.min.time()) if day else None)

    @property
    def over_at(self) -> datetime | None:
        """When all of its time to sell is over."""
        if self.method is Method.CONTROL and self.known.last_sent:
            return self.known.last_sent + self.days * _DAY
        end = self.times.end
        return datetime.combine(end, datetime.min.time()) if end else None

    @cached_property
    def times(self) -> Times:
        """Its days, and those that they are held against."""
        return Times(self.known, self.aimed, self.days, self.as_of.date(), self.first)

    @property
    def so_far(self) -> bool:
        """Whether its time is not over yet."""
        return self.over_at is not None and self.over_at > self.as_of

    @property
    def spend(self) -> Decimal | None:
        """What was spent on it, else what it may cost."""
        return self.known.budget if self.known.spend is None else self.known.spend

    @cached_property
    def covered(self) -> float | None:
        """The share of its sales whose unit cost is known."""
        if self.method is Method.CONTROL:
            return ratio(*(sum(getattr(a, f) for a in self.arms) for f in ("covered", "amount")))
        if self.method is Method.ATTRIBUTED and self.coded:
            return ratio(self.coded.covered, self.coded.amount)
        return self.times.covered

    @property
    def costed(self) -> bool:
        """Whether enough unit costs are known to speak of profit."""
        least: float = self.limits.costs_known
        return self.covered is not None and self.covered >= least

    @cached_property
    def net(self) -> Estimate | None:
        """The net sales that would not have been without it; None where nothing tells."""
        if self.method is Method.CONTROL:
            return uplift(self.treated.net, self.control.net).times(self.treated.members)
        return self.times.net if self.method is Method.PRE_POST else None

    @cached_property
    def profit(self) -> Estimate | None:
        """The gross profit that would not have been, before what it cost."""
        if not self.costed:
            return None
        if self.method is Method.CONTROL:
            return uplift(self.treated.gain, self.control.gain).times(self.treated.members)
        return self.times.profit if self.method is Method.PRE_POST else None

    @property
    def attributed(self) -> Decimal | None:
        """The net sales of the orders that used its code, whatever brought them."""
        return self.coded.net_sales if self.coded else None

    @property
    def roi(self) -> Estimate | None:
        """(Incremental gross profit - spend) / spend; None of no spend, or of a credit."""
        if self.profit is None or self.spend is None or self.spend <= 0:
            return None
        spend = float(self.spend)
        return Estimate(
            *((p - spend) / spend for p in (self.profit.middle, self.profit.low, self.profit.high))
        )

    @cached_property
    def unlike(self) -> float:
        """By how many standard errors its groups differed before it; 0 where chance explains it."""
        if self.method is not Method.CONTROL:
            return 0.0
        one, other = self.treated, self.control
        errors = max(
            errors_apart(one.before, other.before),
            errors_apart(one.bought_before, other.bought_before),
        )
        return errors if errors > beyond(self.limits.differ, _TESTS) else 0.0

    @property
    def few(self) -> bool:
        """Whether there are too few to tell anything."""
        if self.method is Method.CONTROL:
            least = min(arm.members for arm in self.arms)
            buyers = sum(arm.buyers for arm in self.arms)
            return bool(least < self.limits.few_members or buyers < self.limits.few_buyers)
        return self.method is Method.PRE_POST and self.net is None

    @property
    def verdict(self) -> Verdict:
        """What may be said of it."""
        if self.method in (Method.NONE, Method.ATTRIBUTED):
            return Verdict.UNKNOWN
        if self.so_far:
            return Verdict.EARLY
        if self.few:
            return Verdict.FEW
        return Verdict.UNKNOWN if self.unlike else self._judged()

    def _judged(self) -> Verdict:
        net, profit, spend = self.net, self.profit, float(self.spend or 0)
        if net is None:
            return Verdict.UNKNOWN
        # Where no cost is known, not even all of the sales would pay for it.
        most = net.high if profit is None else profit.high
        if most < spend:
            return Verdict.LOSES
        if profit is not None and profit.low > spend and self.spend is not None:
            return Verdict.WORKS
        return Verdict.SELLS if net.low > 0 else Verdict.NOTHING
