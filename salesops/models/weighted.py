"""Samples whose values do not weigh alike: quantiles, shares, and how many values they are worth.

Positions are those of n + 1: of n values, one more lies below the k-th with the chance k / (n + 1).
So the outer quantiles of few values lie farther out, and no chance is ever 0 or 1. Where values
weigh unlike, n is the effective number.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate


@dataclass(frozen=True)
class Weighted:
    """Values, ascending, each with its weight above 0."""

    values: tuple[float, ...]
    weights: tuple[float, ...]

    @classmethod
    def of(cls, pairs: Iterable[tuple[float, float]]) -> "Weighted":
        """The sample of pairs (value, weight)."""
        ordered = sorted(pairs)
        return cls(tuple(v for v, _ in ordered), tuple(w for _, w in ordered))

    @cached_property
    def total(self) -> float:
        """The sum of the weights."""
        return sum(self.weights)

    @cached_property
    def effective(self) -> float:
        """How many values of equal weight would tell as much (Kish)."""
        return self.total**2 / sum(w * w for w in self.weights)

    @cached_property
    def mean(self) -> float:
        """The weighted mean."""
        return sum(v * w for v, w in zip(self.values, self.weights, strict=True)) / self.total

    @cached_property
    def _positions(self) -> list[float]:
        """The share of the weight below each value, half of its own counted."""
        ends = accumulate(self.weights)
        return [(end - w / 2) / self.total for end, w in zip(ends, self.weights, strict=True)]

    def at(self, share: float) -> float:
        """The value that this share of the weight lies below, as the sample has it."""
        positions, values = self._positions, self.values
        after = bisect_left(positions, share)
        if after == 0 or after == len(values):
            return values[min(after, len(values) - 1)]
        low, high = positions[after - 1], positions[after]
        part = (share - low) / (high - low)
        return values[after - 1] + (values[after] - values[after - 1]) * part

    def quantile(self, share: float, n: float | None = None) -> float:
        """The value that one more drawn alike lies below with this chance."""
        return self.at(share + (share - 0.5) / (n or self.effective))

    def above(self, value: float, n: float | None = None) -> float:
        """The chance that one more drawn alike is at least this: what `quantile` undoes."""
        below = sum(w for v, w in zip(self.values, self.weights, strict=True) if v < value)
        n = n or self.effective
        return 0.5 + (0.5 - below / self.total) * n / (n + 1)
