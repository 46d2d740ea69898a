"""What a period's base pays, from its first unit to its last."""

from dataclasses import dataclass
from decimal import Decimal
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
        cuts = {at for point in self.plan.points if low < (at := self.amount(point)) < high}
        sign = ONE if end >= start else -ONE
        return [
            Piece(sign * (b - a), self._rate(a)) for a, b in pairwise(sorted({low, high, *cuts}))
        ]

    def uncapped(self, base: Decimal) -> Decimal:
        """What the first `base` of the period pays, before the cap."""
        return sum((piece.base * piece.rate for piece in self.pieces(ZERO, base)), ZERO)

    def pays(self, base: Decimal) -> Decimal:
        """What the first `base` of the period pays."""
        return self.capped(self.uncapped(base))

    def capped(self, full: Decimal) -> Decimal:
        """What of it the cap leaves."""
        return full if self.plan.cap is None else min(full, self.plan.cap)

    def _rate(self, at: Decimal) -> Decimal:
        """What the next unit after `at` is paid at."""
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
