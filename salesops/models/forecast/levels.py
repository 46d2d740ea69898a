"""Levels and slopes that forget, all at once: each is a weighted sum over the history.

Exponential smoothing with gaps: a value weighs (1 - a)^age, and what is not known weighs nothing.
A slope is the weighted least squares one, believed as far as it stands out from its own error.
"""

import numpy as np

from salesops.models.forecast.local import TINY
from salesops.models.forecast.method import Method, Trend
from salesops.models.forecast.panel import Array


def ahead(x: Array, seen: Array, method: Method, horizon: int, *, trends: bool = True) -> Array:
    """(N, P, H): what each level, and each trend, says of the periods to come."""
    age = np.arange(x.shape[1] - 1, -1, -1, dtype=float)
    known = seen[:1] if seen.all() else seen  # most series have no gap: the sums are then the same
    fasts = sorted({*method.levels, *(one.fast for one in method.trends)})
    weights = np.stack([(1 - fast) ** age for fast in fasts], axis=1)
    total = np.maximum(known @ weights, 1e-300)
    level = (x @ weights) / total
    flat = np.stack([level[:, fasts.index(one)] for one in method.levels], axis=1)
    found = np.repeat(flat[:, :, None], horizon, axis=2)
    if not trends:
        return found
    middle = np.broadcast_to((known @ (weights * age[:, None])) / total, level.shape)
    slopes = _slopes(x, known, age, method)
    ways = [
        _way(
            one, level[:, fasts.index(one.fast)], middle[:, fasts.index(one.fast)], slopes, horizon
        )
        for one in method.trends
    ]
    return np.concatenate([found, np.stack(ways, axis=1)], axis=1)


def _way(trend: Trend, level: Array, age: Array, slopes: dict[float, Array], horizon: int) -> Array:
    """(N, H): the level lags behind its slope by its own mean age."""
    h = np.arange(1, horizon + 1, dtype=float)
    damped = trend.damped
    reach = h if damped == 1 else damped * (1 - damped**h) / (1 - damped)
    slope = trend.share * slopes[trend.slow]
    found: Array = (level + slope * age)[:, None] + slope[:, None] * reach
    return found


def _slopes(x: Array, known: Array, age: Array, method: Method) -> dict[float, Array]:
    """By how fast it forgets, the slope of each series a period."""
    slow = sorted({one.slow for one in method.trends})
    w = np.stack([(1 - one) ** age for one in slow], axis=1)
    at = -age[:, None]
    n, n1, n2 = known @ w, known @ (w * at), known @ (w * at * at)
    x0, x1, x2 = x @ w, x @ (w * at), (x * x) @ w
    n = np.maximum(n, 1e-300)
    spread = np.maximum(n2 - n1 * n1 / n, 0.0)
    joint = x1 - x0 * n1 / n
    slope = np.where(spread > TINY, joint / np.maximum(spread, TINY), 0.0)
    worth = np.maximum(n * n / np.maximum(known @ (w * w), 1e-300), 3.0)
    left = np.maximum(x2 - x0 * x0 / n - slope * joint, 0.0)
    variance = left / np.maximum(spread, TINY) / worth
    believed = slope * slope**2 / np.maximum(slope**2 + variance, 1e-300)
    return {one: believed[:, place] for place, one in enumerate(slow)}
