"""How good forecasts were: sums over what was told and what came, which add up.

Each number is a quotient of two sums, so that many snapshots are scored one by one and together.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import reduce

import numpy as np

from salesops.models.forecast.panel import Array, Days

QUANTILES = {"lo95": 0.025, "lo80": 0.1, "yhat": 0.5, "hi80": 0.9, "hi95": 0.975}
"""The columns that say which share of what comes is lower."""
_DUST = 1e-4
"""Smaller than what is kept: a difference of arithmetic."""


@dataclass(frozen=True, eq=False)
class Points:
    """What was told of periods that came, one by one: arrays of one length."""

    came: Array
    told: dict[str, Array]
    """By column of the snapshot: yhat, naive (NaN where unknown), lo80, .."""
    scale: Array
    """What the seasonal naive missed by in the past of each; NaN or 0 where that says nothing."""
    dates: Days


@dataclass(frozen=True)
class Sums:
    """Of some points."""

    n: int = 0
    came: float = 0.0
    forecast: float = 0.0
    missed: float = 0.0
    rival_n: int = 0
    """Points of which the naive forecast is known; the next three are of these."""
    rival_came: float = 0.0
    rival_missed: float = 0.0
    """By the naive."""
    beside_missed: float = 0.0
    """By ours, where the naive is known."""
    scaled_n: int = 0
    scaled: float = 0.0
    """What was missed, each in units of its series' scale."""
    rival_scaled: float = 0.0
    within80: int = 0
    within95: int = 0
    pinball: float = 0.0
    """The mean loss of five quantiles, scaled too."""
    dates: frozenset[int] = frozenset()

    def __add__(self, other: "Sums") -> "Sums":
        """Of both."""
        added = {
            f.name: getattr(self, f.name) + getattr(other, f.name)
            for f in fields(self)
            if f.name != "dates"
        }
        return Sums(**added, dates=self.dates | other.dates)

    @property
    def periods(self) -> int:
        """Different dates: numbers of one date are not independent."""
        return len(self.dates)

    @property
    def wape(self) -> float | None:
        """What was missed, of what came."""
        return _over(self.missed, self.came)

    @property
    def rival_wape(self) -> float | None:
        """The same of the seasonal naive."""
        return _over(self.rival_missed, self.rival_came)

    @property
    def bias(self) -> float | None:
        """What was forecast more than came, of what came."""
        return _over(self.forecast - self.came, self.came)

    @property
    def accuracy(self) -> float | None:
        """One less what the sum was missed by, of what came; never below 0."""
        return None if self.bias is None else max(1 - abs(self.bias), 0.0)

    @property
    def gain(self) -> float | None:
        """By how much less was missed than by the naive, of what that missed."""
        return _over(self.rival_missed - self.beside_missed, self.rival_missed)

    @property
    def ahead(self) -> float | None:
        """By how much less was missed than by the naive, of what came."""
        return _over(self.rival_missed - self.beside_missed, self.rival_came)

    @property
    def mase(self) -> float | None:
        """The mean miss in units of what the seasonal naive missed by before."""
        return _over(self.scaled, self.scaled_n)

    @property
    def rival_mase(self) -> float | None:
        """The same of the seasonal naive."""
        return _over(self.rival_scaled, self.scaled_n)

    @property
    def covered80(self) -> float | None:
        """The share that came within the interval of 80 %."""
        return _over(self.within80, self.n)

    @property
    def covered95(self) -> float | None:
        """The share that came within the interval of 95 %."""
        return _over(self.within95, self.n)

    @property
    def quantile_loss(self) -> float | None:
        """The mean pinball loss of five quantiles, in units as MASE is."""
        return _over(self.pinball, self.scaled_n)


def _over(part: float, whole: float) -> float | None:
    return float(part / whole) if whole > 0 else None


def total(parts: Iterable[Sums]) -> Sums:
    """Of all of them."""
    return reduce(lambda one, other: one + other, parts, Sums())


def sums(points: Points) -> Sums:
    """Of some points, all of them told and come."""
    came, yhat, naive = points.came, points.told["yhat"], points.told["naive"]
    missed, rival = np.abs(yhat - came), np.abs(naive - came)
    known = ~np.isnan(rival)
    scaled = known & (np.nan_to_num(points.scale) > 0)
    return Sums(
        n=len(came),
        came=_sum(came),
        forecast=_sum(yhat),
        missed=_sum(missed),
        rival_n=int(known.sum()),
        rival_came=_sum(came[known]),
        rival_missed=_sum(rival[known]),
        beside_missed=_sum(missed[known]),
        scaled_n=int(scaled.sum()),
        scaled=_sum(missed[scaled] / points.scale[scaled]),
        rival_scaled=_sum(rival[scaled] / points.scale[scaled]),
        within80=_within(points, 80),
        within95=_within(points, 95),
        pinball=_sum(_pinball(points)[scaled] / points.scale[scaled]),
        dates=frozenset(points.dates.astype("datetime64[D]").astype(int).tolist()),
    )


def _sum(values: Array) -> float:
    return float(np.sum(values))


def _within(points: Points, level: int) -> int:
    low, high = points.told[f"lo{level}"], points.told[f"hi{level}"]
    return int(np.sum((low - _DUST <= points.came) & (points.came <= high + _DUST)))


def _pinball(points: Points) -> Array:
    """The mean over the quantiles, point by point."""
    above = np.stack([points.came - points.told[column] for column in QUANTILES])
    shares = np.array(list(QUANTILES.values()))[:, None]
    found: Array = np.maximum(shares * above, (shares - 1) * above).mean(axis=0)
    return found
