"""What a period's base pays, from its first unit to its last."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from salesops.models.commission.terms import ONE, ZERO, Plan

NEVER = Decimal("Infinity")


@dataclass(frozen=True)
class Piece:
    """A part of the base, and the rate that it is paid at."""

    base: Decimal
    rate: Decimal


@dataclass(frozen=True)
class Curve:
    """A plan, for a period that comes to `total`."""

    plan: Plan
    total: Decimal
    quota: Decimal | None = None

    def amount(self, point: Decimal) -> Decimal:
        """The base at a point of the plan; without a quota no share of it is ever reached."""
        if not self.plan.by_attainment or point == 0:
            return point
        return point * self.quota if self.quota else NEVER

    def pieces(self, start: Decimal, end: Decimal) -> list[Piece]:
        """The base from one amount to another, cut where the rate changes; backwards below 0."""
        low, high = min(start, end), max(start, end)
        if low == high:
            return []
        cuts = self._cuts[bisect_right(self._cuts, low) : bisect_left(self._cuts, high)]
        sign = ONE if end >= start else -ONE
        return [Piece(sign * (b - a), self.rate(a)) for a, b in pairwise((low, *cuts, high))]

    @cached_property
    def _cuts(self) -> list[Decimal]:
        """The amounts at which the rate may change."""
        return sorted({self.amount(point) for point in self.plan.points})

    @cached_property
    def _rates(self) -> dict[int, Decimal]:
        """Of those between two cuts that were asked for."""
        return {}

    def uncapped(self, base: Decimal) -> Decimal:
        """What the first `base` of the period pays, before the cap."""
        return sum((piece.base * piece.rate for piece in self.pieces(ZERO, base)), ZERO)

    def pays(self, base: Decimal) -> Decimal:
        """What the first `base` of the period pays."""
        return self.capped(self.uncapped(base))

    def capped(self, full: Decimal) -> Decimal:
        """What of it the cap leaves."""
        return full if self.plan.cap is None else min(full, self.plan.cap)

    def rate(self, at: Decimal) -> Decimal:
        """What the next unit after `at` is paid at."""
        place = bisect_right(self._cuts, at)
        if place not in self._rates:
            self._rates[place] = self._rate(at)
        return self._rates[place]

    def _rate(self, at: Decimal) -> Decimal:
        threshold = self.plan.threshold
        if threshold and (self.total if threshold.pays_all else at) < self.amount(threshold.at):
            return ZERO
        tiers, where = self.plan.tiers, self.total if self.plan.retroactive else at
        rate = next(
            (t.rate for t in reversed(tiers) if self.amount(t.start) <= where), tiers[0].rate
        )
        for step in self.plan.steps:
            if step.above == (at >= self.amount(step.at)):
                rate *= step.times
        return rate
