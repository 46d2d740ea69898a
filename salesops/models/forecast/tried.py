"""How the weighted forecast did from the later half of its past origins."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from salesops.models.forecast.naive import seasonal_naive
from salesops.models.forecast.origin import Scene
from salesops.models.forecast.panel import Array
from salesops.models.forecast.past import SOME, Past
from salesops.models.forecast.spread import bounds, interval

ROUNDING = 1e-9
"""What came at the very floor lies within, whatever arithmetic made of it."""


@dataclass(frozen=True, eq=False)
class Tried:
    """As outlook.Record, but what was missed is a mean in the units of the group: (N,) each."""

    origins: Array
    wape: Array
    missed: Array
    bias: Array
    naive: Array
    covered: Mapping[float, Array]
    won: Array
    lost: Array


def tried(scene: Scene, past: Past, then: Array, unit: Array, levels: tuple[float, ...]) -> Tried:
    """The record of a group; the earlier half of the origins tells the intervals of the later."""
    rows, half = len(scene.y), len(past.at) // 2
    if len(past.at) < SOME:
        none, never = np.full(rows, np.nan), np.zeros(rows)
        covered = dict.fromkeys(levels, none)
        return Tried(never, none, none, none, none, covered, never, never)
    came, made = past.came[half:], then[half:]
    known = ~np.isnan(came)
    count = known.sum(axis=(0, 2)).astype(float)
    brought = np.where(known, np.abs(came), 0.0).sum(axis=(0, 2))
    over = np.where(known, made - came, 0.0)
    each = np.abs(over).sum(axis=2)
    missed = np.abs(over).sum(axis=(0, 2))
    naive = np.stack([_naive(scene, int(one)) for one in past.at[half:]])
    naively = np.where(known, np.abs(naive - came), 0.0)
    beside = naively.sum(axis=(0, 2))
    return Tried(
        np.where(count > 0, float(len(past.at) - half), 0.0),
        _share(missed, brought),
        _share(missed, count),
        _share(over.sum(axis=(0, 2)), brought),
        _share(beside, brought),
        _covered(scene, past, then, unit, levels),
        _fewer(each, naively.sum(axis=2)),
        _fewer(naively.sum(axis=2), each),
    )


def _fewer(one: Array, other: Array) -> Array:
    """(N,): from how many origins one missed less than the other, both (K, N)."""
    found: Array = (one < other - ROUNDING).sum(axis=0).astype(float)
    return found


def _covered(
    scene: Scene, past: Past, then: Array, unit: Array, levels: tuple[float, ...]
) -> dict[float, Array]:
    """The share of what came that lay within intervals told from the earlier errors."""
    errors, half = (past.came - then) / unit, len(past.at) // 2
    later, known = errors[half:], ~np.isnan(errors[half:])
    reach = bounds(errors[:half].transpose(1, 0, 2), levels, scene.method)
    least = (scene.least - then[half:]) / unit[half:]
    count = known.sum(axis=(0, 2)).astype(float)
    found = {}
    for one in levels:
        low, high = interval(reach, one, least, rare=scene.rare)
        held = (later >= low - ROUNDING) & (later <= high + ROUNDING) & known
        found[one] = _share(held.sum(axis=(0, 2)).astype(float), count)
    return found


def _share(part: Array, whole: Array) -> Array:
    """NaN of nothing."""
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), np.nan)


def _naive(scene: Scene, origin: int) -> Array:
    return np.nan_to_num(seasonal_naive(scene.y[:, :origin], scene.freq.cycle, scene.horizon))
