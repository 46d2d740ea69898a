"""What a forecast answers: the middle, the intervals, paths, and how good it was before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from salesops.models.forecast.panel import Array, Panel

LEVELS = (0.8, 0.95)
"""Chances of the intervals that every forecast has."""

TOLD = 0.8
"""The surest interval that so few paths tell; beyond it a sum is as a normal one is."""


def usual_level(levels: Iterable[float]) -> float:
    """Of those asked for, the one nearest to 80 %: it tells how unsure a series is."""
    return min(levels, key=lambda one: abs(one - LEVELS[0]))


@dataclass(frozen=True, eq=False)
class Record:
    """How good it was on past periods, each told from those before it alone: (N,) arrays.

    NaN where a series is too short to try it.
    """

    origins: Array
    """From how many past periods it was told."""
    wape: Array
    """What forecasts missed by, of what came."""
    mase: Array
    """What forecasts missed by, of what a seasonal naive one misses by within the past."""
    bias: Array
    """What was forecast more than came, of what came."""
    naive: Array
    """WAPE of the seasonal naive forecast from the same origins."""
    covered: Mapping[float, Array]
    """By level: the share that came within the interval; (N,)."""
    won: Array
    """From how many origins it missed less than the naive."""
    lost: Array
    """From how many the naive missed less."""


@dataclass(frozen=True, eq=False)
class Outlook:
    """The forecast of a panel."""

    panel: Panel
    yhat: Array
    """(N, H)."""
    bounds: Mapping[float, tuple[Array, Array]]
    """By level, low and high: (N, H) each."""
    methods: tuple[str, ...]
    """In words, what weighs most: `weekly season (x), level`."""
    record: Record
    weak: tuple[str, ...]
    """Why a series is told with little confidence, in words; empty where it is not."""
    season: Array
    """(N, cycle): what a day of the week, or a week or month of the year, brings of the mean.

    By phase: Monday first for days, January for months, the week of January 1st for weeks."""
    strength: Array
    """(N,): 0 no season to 1 nothing but season; NaN where too few cycles were seen."""
    seasonal: tuple[bool, ...]
    """Whether models with a season did better out of sample than those without."""
    shocks: Array
    """(N, K, H): how past forecasts were missed, path by path, at today's scale."""
    apart: Array
    """(N,): how much further from each other sums of paths are than those of `shocks`."""

    def within(self, level: float) -> tuple[Array, Array]:
        """The interval of that chance: low and high, (N, H) each."""
        return self.bounds[level]

    def paths(self) -> Array:
        """(N, K, H): ways that it may come, as likely as each other; around yhat."""
        return np.maximum(self.yhat[:, None, :] + self.shocks, self.panel.least[:, None])

    def sum_within(self, level: float, place: int) -> tuple[float, float]:
        """The interval of all periods of a series together: what one misses the next does too."""
        least = float(self.panel.least[place, 0])
        expected = float(self.yhat[place].sum())
        ways = np.maximum(self.yhat[place] + self.shocks[place], least).sum(axis=1)
        told = min(level, TOLD)
        ends = np.quantile(ways - expected, (0.5 - told / 2, 0.5 + told / 2)) * self.apart[place]
        low, high = expected + ends * _normal(level) / _normal(told)
        return max(min(float(low), expected), least), max(float(high), expected)


def _normal(level: float) -> float:
    return NormalDist().inv_cdf(0.5 + level / 2)
