"""Series of a few periods: what they brought so far says more than where they seem to go.

The engine's trends are drawn through a handful of points then, and no forecast of its own was
tried far enough ahead to tell how sure it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from salesops.models.forecast.outlook import Outlook, usual_level
from salesops.models.forecast.panel import Array
from salesops.models.forecast.paths import GUESSED
from salesops.models.forecast.seasons import phases

YOUNG = 14
"""Periods before which a trend is mostly chance."""
UNSEEN = 0.25
"""Of its mean, how far a value lies from it that was not seen yet: it counts as one of them."""


def steadied(found: Outlook) -> Outlook:
    """The outlook, of young series brought near the mean of what came, in its season.

    Of n periods, the ways that the engine tells it weigh n / 28: nothing at first, half at the end.
    """
    age = found.panel.age
    rows = np.flatnonzero((age > 0) & (age < YOUNG))
    if not len(rows):
        return found
    own = _own(found, rows)
    weight = (age[rows] / (2 * YOUNG))[:, None]
    yhat, shocks = found.yhat.copy(), found.shocks.copy()
    yhat[rows] = weight * yhat[rows] + (1 - weight) * own.ahead
    bounds = {one: (low.copy(), high.copy()) for one, (low, high) in found.bounds.items()}
    for one, (low, high) in bounds.items():
        low[rows] = np.maximum(yhat[rows] - own.reach(one), own.least)
        high[rows] = yhat[rows] + own.reach(one)
    shocks[rows] = GUESSED[None, :, None] * own.usual(bounds)[:, None, :]
    apart = found.apart.copy()
    apart[rows] = 1.0
    return replace(found, yhat=yhat, bounds=bounds, shocks=shocks, apart=apart)


@dataclass(frozen=True, eq=False)
class _Own:
    """What young series say of themselves."""

    ahead: Array
    """(N, H): the mean of what came, in its season."""
    spread: Array
    """(N, H): how far a value lies from it."""
    seen: Array
    """(N, 1): how many did."""
    least: Array
    """(N, 1): below which no forecast lies."""

    def reach(self, level: float) -> Array:
        """(N, H): how far the interval of that chance reaches to either side."""
        wider = np.sqrt(1 + 1 / self.seen) * (1 + 1 / self.seen)
        found: Array = NormalDist().inv_cdf(0.5 + level / 2) * self.spread * wider
        return found

    def usual(self, levels: Iterable[float]) -> Array:
        """That of the level which tells how unsure a series is."""
        return self.reach(usual_level(levels))


def _own(found: Outlook, rows: NDArray[np.int64]) -> _Own:
    panel = found.panel
    y, shut = panel.y[rows], panel.closed[rows, -panel.horizon :]
    factors = found.season[rows][:, phases(panel)]
    past, ahead = factors[:, : y.shape[1]], factors[:, y.shape[1] :]
    known = ~np.isnan(y)
    seen = np.maximum(known.sum(axis=1, keepdims=True), 1)
    mean = np.where(known, y / past, 0.0).sum(axis=1, keepdims=True) / seen
    away = np.where(known, y - mean * past, 0.0)
    squares = (away**2).sum(axis=1, keepdims=True) + (UNSEEN * mean) ** 2
    open_ = ~shut
    least, spread = panel.least[rows], open_ * np.sqrt(squares / seen)
    return _Own(np.maximum(open_ * mean * ahead, least), spread, seen, least)
