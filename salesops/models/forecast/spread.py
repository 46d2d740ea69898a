"""How sure a forecast is: past forecasts' own errors, at today's scale."""

from statistics import NormalDist

import numpy as np

from salesops.models.forecast.local import level, split
from salesops.models.forecast.method import Method
from salesops.models.forecast.origin import Scene
from salesops.models.forecast.panel import Array, Freq
from salesops.models.forecast.seasons import Cycle, indices

LEAST = 0.25
"""Of today's scale: a past that was calmer than this is not blown up further."""
ALIKE = 0.3
"""What an error of a neighbouring period tells beyond that of the period itself."""
OUTER = 0.9
"""Levels from which on the ends are widened further: normal tails are too short for sales."""


def scale(scene: Scene, origin: int) -> Array:
    """(N,): how far a period lately lies from the level around it."""
    y, seen = split(scene.y[:, max(0, origin - scene.method.back) : origin])
    around = level(y, seen, 10 if scene.freq is Freq.DAY else 3)
    if scene.freq is Freq.DAY:
        phase = np.arange(-y.shape[1], 0) % 7
        around = around * indices(y, seen, phase, Cycle(7, 7, rounds=1))[:, phase]
    age = np.arange(y.shape[1] - 1, -1, -1, dtype=float)
    weight = (1 - scene.method.scale) ** age
    found: Array = ((np.abs(y - around) * seen) @ weight) / np.maximum(seen @ weight, 1e-300)
    return found


def bounds(
    scaled: Array, levels: tuple[float, ...], method: Method
) -> dict[float, tuple[Array, Array]]:
    """By level, how far below and above the forecast its interval reaches, in units of scale.

    Args:
        scaled: (N, K, H): what came less what was forecast, over scale; NaN where unknown.
        levels: Chances of the intervals.
        method: How many neighbours tell a period, and how much doubt is added.
    """
    rows, origins, horizon = scaled.shape
    found = {one: (np.zeros((rows, horizon)), np.zeros((rows, horizon))) for one in levels}
    if not origins:
        return found
    for h in range(horizon):
        first, last = max(0, h - method.near), min(horizon, h + method.near + 1)
        errors = scaled[:, :, first:last].reshape(rows, -1)
        ordered = np.sort(errors, axis=1)
        n = (~np.isnan(errors)).sum(axis=1)
        width = last - first
        worth = np.maximum(n / width * (1 + (width - 1) * ALIKE), 1.0)
        spread = np.sqrt(np.nansum(errors**2, axis=1) / np.maximum(n, 1))
        own = worth / (worth + method.blend)
        for one in levels:
            z = NormalDist().inv_cdf(0.5 + one / 2)
            wider = (1 + method.doubt / worth) * (method.tail if one > OUTER else 1.0)
            low = own * quantile(ordered, n, 0.5 - one / 2) - (1 - own) * z * spread
            high = own * quantile(ordered, n, 0.5 + one / 2) + (1 - own) * z * spread
            found[one][0][:, h] = np.minimum(low * wider, 0.0)
            found[one][1][:, h] = np.maximum(high * wider, 0.0)
    return found


def quantile(ordered: Array, n: Array, share: float) -> Array:
    """Of each row's first n values, in order; 0 where there is none."""
    place = share * np.maximum(n - 1, 0)
    low = np.floor(place).astype(np.int64)
    high = np.minimum(low + 1, np.maximum(n - 1, 0))
    rows = np.arange(len(ordered))
    part = place - low
    found: Array = ordered[rows, low] * (1 - part) + ordered[rows, high] * part
    return np.where(n > 0, found, 0.0)
