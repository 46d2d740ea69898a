"""A group of series walked through its past: weights, intervals and the record."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from salesops.models.forecast.groups import Group
from salesops.models.forecast.local import TINY, level, split
from salesops.models.forecast.origin import Scene, Seen, shapes, told, trending
from salesops.models.forecast.panel import Array
from salesops.models.forecast.past import Past, combined, origins, past_of, units
from salesops.models.forecast.paths import apart, shocks
from salesops.models.forecast.rare import RATES
from salesops.models.forecast.seasons import phase_of
from salesops.models.forecast.spread import above, bounds, interval, scale
from salesops.models.forecast.tried import Tried, tried
from salesops.models.forecast.weigh import weights
from salesops.models.forecast.words import method_words

BETTER = 0.99
"""Of the error without a season: so much less says that there is one."""


@dataclass(frozen=True, eq=False)
class Walked:
    """What is found of a group, in its own units; arrays as in Outlook and Record."""

    yhat: Array
    bounds: Mapping[float, tuple[Array, Array]]
    methods: tuple[str, ...]
    season: Array
    strength: Array
    seasonal: NDArray[np.bool_]
    shocks: Array
    apart: Array
    tried: Tried


def walked(group: Group, levels: tuple[float, ...]) -> Walked:
    """Forecast a group of series."""
    scene = group.scene
    rows, periods = scene.y.shape
    now = told(scene, periods)
    past = past_of(scene, origins(group), now.ways.shape[1])
    weight = weights(
        past.loss, past.count, past.may, now.open, scene.method.power, squared=scene.rare
    )
    yhat = np.einsum("nw,nwh->nh", weight, now.ways)
    then = combined(scene, past)
    usual = scale(scene, periods)
    unit = units(scene, past, usual)
    errors = ((past.came - then) / unit).transpose(1, 0, 2)
    reach = bounds(errors, levels, scene.method)
    if not len(past.at):
        reach = _guess(scene, yhat, levels)
        usual = np.ones(rows)
    return Walked(
        yhat,
        _intervals(scene, reach, levels, yhat, usual[:, None]),
        _methods(scene, weight),
        now.season,
        _strength(scene, now),
        _seasonal(scene, past),
        shocks(scene, past.at, errors, usual[:, None, None], reach),
        apart(scene, past.at, errors),
        tried(scene, past, then, unit, levels),
    )


def _intervals(
    scene: Scene,
    reach: Mapping[float, tuple[Array, Array]],
    levels: tuple[float, ...],
    yhat: Array,
    usual: Array,
) -> dict[float, tuple[Array, Array]]:
    """Around the forecast, and nothing below the floor."""
    least = (scene.least - yhat) / np.maximum(usual, TINY)
    found, held = {}, (yhat, yhat)
    for one in sorted(levels):  # a surer interval holds those that are less sure
        low, high = interval(reach, one, least, rare=scene.rare)
        lowest = np.where(low <= least, scene.least, yhat + usual * low)
        held = np.minimum(held[0], lowest), np.maximum(held[1], yhat + usual * high)
        found[one] = held
    return found


def _guess(
    scene: Scene, yhat: Array, levels: tuple[float, ...]
) -> dict[float, tuple[Array, Array]]:
    """Where nothing could be tried: as far as what is known lies apart, and twice the forecast."""
    y, seen = split(scene.y)
    away = (
        np.abs(y - y.sum(axis=1, keepdims=True) / np.maximum(seen.sum(axis=1), 1)[:, None]) * seen
    )
    far = np.maximum(away.max(axis=1)[:, None], np.abs(yhat))
    return {one: (-far * 2 * one, far * 2 * one) for one in (*map(above, levels), *levels)}


def _methods(scene: Scene, weight: Array) -> tuple[str, ...]:
    """What weighs most of each series: the shape of its season, and whether a level or a trend."""
    widths = np.array(_widths(scene))
    starts = np.cumsum(widths) - widths
    heaviest = np.add.reduceat(weight, starts, axis=1).argmax(axis=1)
    place = np.arange(weight.shape[1]) - np.repeat(starts, widths)
    flat = weight[:, place < len(scene.method.levels)].sum(axis=1)
    words = [one.words for one in shapes(scene)]
    return tuple(
        method_words(words[shape], level=share >= 1 / 2, rare=scene.rare)
        for shape, share in zip(heaviest, flat, strict=True)
    )


def _widths(scene: Scene) -> list[int]:
    """How many ways each shape has, as origin.told lays them side by side."""
    flat, trends = len(scene.method.levels), len(scene.method.trends)
    if scene.rare:
        return [flat + RATES] * len(shapes(scene))
    return [flat + trends * trending(scene, one) for one in shapes(scene)]


def _strength(scene: Scene, now: Seen) -> Array:
    """1 less the variance left over that of what has its level taken away (Hyndman)."""
    y, seen = split(scene.y)
    length, cycle = scene.freq.season, scene.freq.cycle
    phase = phase_of(np.arange(-y.shape[1], 0), length, cycle)
    around = level(y / now.season[:, phase], seen, int(length) // 2)
    n = np.maximum(seen.sum(axis=1), 1)
    left = ((y - around * now.season[:, phase]) ** 2 * seen).sum(axis=1) / n
    whole = ((y - around) ** 2 * seen).sum(axis=1) / n
    told_by = np.clip(1 - left / np.maximum(whole, 1e-300), 0.0, 1.0)
    enough = n >= 2 * cycle
    return np.where(enough & (whole > 0), told_by, np.nan)


def _seasonal(scene: Scene, past: Past) -> NDArray[np.bool_]:
    """Whether the best way with a season missed less than the best one without."""
    if not len(past.at):
        return np.zeros(len(scene.y), dtype=bool)
    total = past.loss.sum(axis=0)
    plain = _widths(scene)[0]
    none, some = total[:, :plain].min(axis=1), total[:, plain:].min(axis=1)
    return np.asarray(some < BETTER * none)
