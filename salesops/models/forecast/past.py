"""What was told from past moments, and how far what came lay from it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from salesops.models.forecast.groups import Group
from salesops.models.forecast.origin import Scene, told
from salesops.models.forecast.panel import Array, Freq
from salesops.models.forecast.spread import LEAST, scale
from salesops.models.forecast.weigh import weights

FIRST = {Freq.DAY: 14, Freq.WEEK: 52, Freq.MONTH: 12}
"""Periods known at the first origin; of shorter series as many as leave some to try."""
SOME = 4

Origins = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Past:
    """What was told from K past origins, and what came."""

    at: Origins
    told: Array
    """(K, N, W, H)."""
    may: NDArray[np.bool_]
    """(K, N, W)."""
    came: Array
    """(K, N, H): NaN where not known, or not yet."""
    loss: Array
    """(K, N, W)."""
    count: Array
    """(K, N)."""


def origins(group: Group) -> Origins:
    """Past moments to tell from, evenly spread up to the last one."""
    method, periods = group.scene.method, group.scene.y.shape[1]
    first = FIRST[group.scene.freq]
    if group.least < first + SOME:
        first = min(SOME, group.least)
    back = min(method.origins * method.step, group.least - first)
    if back < 1:
        return np.array([], dtype=np.int64)
    spread = np.linspace(periods - back, periods - 1, method.origins).round()
    return np.unique(spread.astype(np.int64))


def past_of(scene: Scene, at: NDArray[np.int64], ways: int) -> Past:
    """Tell everything once more from each origin, and hold it against what came."""
    rows, periods = scene.y.shape
    shape = (len(at), rows, ways)
    every, may = np.empty((*shape, scene.horizon)), np.zeros(shape, dtype=bool)
    came = np.full((len(at), rows, scene.horizon), np.nan)
    loss, count = np.zeros(shape), np.zeros((len(at), rows))
    for k, origin in enumerate(at):
        seen = told(scene, int(origin))
        every[k], may[k] = seen.ways, seen.open
        there = min(scene.horizon, periods - int(origin))
        came[k, :, :there] = scene.y[:, origin : origin + there]
        known = ~np.isnan(came[k])
        missed = np.where(known[:, None, :], np.abs(seen.ways - came[k][:, None, :]), 0.0)
        # Of what sells seldom the mean is wanted, and not the median, which is nothing at all.
        loss[k] = (missed**2 if scene.rare else missed).sum(axis=2)
        count[k] = known.sum(axis=1)
    return Past(at, every, may, came, loss, count)


def combined(scene: Scene, past: Past) -> Array:
    """(K, N, H): the weighted forecast of each origin, by the errors fully known by then."""
    found = np.empty_like(past.came)
    for k, origin in enumerate(past.at):
        known = past.at + scene.horizon <= origin
        weight = weights(
            past.loss[known], past.count[known], past.may[known], past.may[k],
            scene.method.power, squared=scene.rare,
        )  # fmt: skip
        found[k] = np.einsum("nw,nwh->nh", weight, past.told[k])
    return found


def units(scene: Scene, past: Past, usual: Array) -> Array:
    """(K, N, 1): the usual distance by each origin; `usual` is today's."""
    if not len(past.at):
        return np.ones((0, len(usual), 1))
    by_then = np.stack([scale(scene, int(origin)) for origin in past.at])
    found: Array = np.maximum(np.maximum(by_then, LEAST * usual), 1e-9)[:, :, None]
    return found
