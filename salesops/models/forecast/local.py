"""The level that a series has around each of its periods, and what strays too far from it.

All arrays are (N, T); `seen` is 1.0 where a period is known and 0.0 where it is not, and `y` is 0
where it is not. Gaps say nothing: they are left out of every mean.
"""

import numpy as np

from salesops.models.forecast.panel import Array

TINY = 1e-12


def split(y: Array) -> tuple[Array, Array]:
    """Values with 0 for NaN, and where they are known."""
    seen = ~np.isnan(y)
    return np.where(seen, y, 0.0), seen.astype(float)


def moving_sum(values: Array, half: int) -> Array:
    """Sums over 2 x half + 1 periods around each, fewer at both ends."""
    rows, periods = values.shape
    sums = np.zeros((rows, periods + 1))
    np.cumsum(values, axis=1, out=sums[:, 1:])
    after, before = min(half + 1, periods), min(half, periods)
    found = np.empty_like(values)
    found[:, : periods - after + 1] = sums[:, after:]
    found[:, periods - after + 1 :] = sums[:, -1:]
    found[:, before:] -= sums[:, : periods - before]
    return found


def line(y: Array, seen: Array) -> tuple[Array, Array, Array]:
    """The least squares line of each row: its slope, and the mean period and value, (N,) each."""
    at = np.arange(y.shape[1], dtype=float)
    n = np.maximum(seen.sum(axis=1), 1.0)
    middle, mean = (seen @ at) / n, y.sum(axis=1) / n
    spread = seen @ (at * at) - n * middle * middle
    joint = y @ at - n * middle * mean
    return np.where(spread > TINY, joint / np.maximum(spread, TINY), 0.0), middle, mean


def level(y: Array, seen: Array, half: int) -> Array:
    """The mean around each period. Where a window is lopsided, at the ends, the trend mends it."""
    known = seen[:1] if seen.all() else seen  # without gaps the windows are those of one row
    at = np.arange(y.shape[1], dtype=float)
    count, total = moving_sum(known, half), moving_sum(y, half)
    n = np.maximum(count, TINY)
    slope, middle, mean = (one[:, None] for one in line(y, seen))
    total /= n
    total -= slope * (moving_sum(known * at, half) / n - at)
    return total if (count > 0).all() else np.where(count > 0, total, mean + slope * (at - middle))


def winsorised(y: Array, seen: Array, around: Array, most: float) -> Array:
    """The values, none further from the level than `most` times the usual distance.

    For learning only: a single large order is no habit. The usual distance is 1.48 x the median
    (of a normal distribution, its standard deviation), or the mean where most are at the level.
    """
    away = (y - around) * seen
    far = np.abs(away)
    count = seen.sum(axis=1).astype(int)
    half = np.maximum(count - 1, 0) // 2
    ordered = np.partition(np.where(seen > 0, far, np.inf), np.unique(half), axis=1)
    middle = ordered[np.arange(len(y)), half]
    usual = np.maximum(
        np.where(count > 0, middle, 0.0) * 1.4826, far.sum(axis=1) / np.maximum(count, 1)
    )
    bound = most * usual[:, None]
    found: Array = np.maximum(np.minimum(away, bound), -bound)
    found += around
    return np.where(seen > 0, found, 0.0)
