"""How sure a forecast is: past forecasts' own errors, at today's scale."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import pi, sqrt
from statistics import NormalDist

import numpy as np

from salesops.models.forecast.local import level, split
from salesops.models.forecast.method import RARE, Method
from salesops.models.forecast.origin import Scene
from salesops.models.forecast.panel import Array, Freq
from salesops.models.forecast.seasons import Cycle, indices

LEAST = 0.25
"""Of today's scale: a past that was calmer than this is not blown up further."""
ALIKE = 0.3
"""What an error of a neighbouring period tells beyond that of the period itself."""
CARRIED = 4.0
"""Independent errors of a period that all those of the period before are worth."""
OUTER = 0.85
"""Levels from which on the ends are widened further: normal tails are too short for sales."""
NORMAL = sqrt(pi / 2)
"""A normal distribution's standard deviation, in its mean absolute distances."""


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

    The levels `above` them are there too.

    Args:
        scaled: (N, K, H): what came less what was forecast, over scale; NaN where unknown.
        levels: Chances of the intervals.
        method: How many neighbours tell a period, and how much doubt is added.
    """
    rows, origins, horizon = scaled.shape
    every = sorted({*levels, *map(above, levels)})
    found = {one: (np.zeros((rows, horizon)), np.zeros((rows, horizon))) for one in every}
    if not origins:
        return found
    usual = _usual(scaled, method)
    for h in range(horizon):
        near = _near(method, h, horizon)
        ordered = np.sort(scaled[:, :, near].reshape(rows, -1), axis=1)
        n = (~np.isnan(ordered)).sum(axis=1)
        own = usual.worth[:, h] / (usual.worth[:, h] + method.blend)
        for one in every:
            z = NormalDist().inv_cdf(0.5 + one / 2)
            plain = z * (usual.square if one > OUTER else usual.plain)[:, h]
            wider = (1 + method.doubt / usual.worth[:, h]) * (method.tail if one > OUTER else 1.0)
            low = own * quantile(ordered, n, 0.5 - one / 2) - (1 - own) * plain
            high = own * quantile(ordered, n, 0.5 + one / 2) + (1 - own) * plain
            found[one][0][:, h] = np.minimum(low * wider, 0.0)
            found[one][1][:, h] = np.maximum(high * wider, 0.0)
    return found


def above(level: float) -> float:
    """The interval with as much above it as lies outside that of `level` on both sides together."""
    return max(2 * level - 1, 0.0)


def interval(
    reach: Mapping[float, tuple[Array, Array]],
    level: float,
    least: Array,
    *,
    rare: bool,
) -> tuple[Array, Array]:
    """Low and high, from the reaches of `bounds`, where nothing can lie below `least`.

    What an interval leaves out then lies above it: of a SKU that sells 0 to 5 on most days nine
    days in ten would lie between the outer tenths, and an 80 % interval is to hold eight. Rare
    sales are none at all so often that the outer part below is always among them.
    """
    (low, high), over = reach[level], reach[above(level)][1]
    at_least = (low <= least) | (rare and (1 - level) / 2 < 1 - 1 / RARE)
    return np.where(at_least, least, low), np.where(at_least, over, high)


@dataclass(frozen=True, eq=False)
class _Usual:
    """What a normal distribution's width is told from: (N, H) each."""

    plain: Array
    """By absolute errors: the middle of a distribution with long tails."""
    square: Array
    """By squared errors: its ends."""
    worth: Array
    """Of how many independent errors."""


def _usual(scaled: Array, method: Method) -> _Usual:
    """Errors of each period and its neighbours; those of earlier origins weigh less.

    Earlier forecasts knew less of the season, and missed by more than today's will.
    """
    origins, horizon = scaled.shape[1:]
    weight = method.recent ** np.arange(origins - 1, -1, -1.0)[None, :, None]
    known = ~np.isnan(scaled)
    errors = np.where(known, np.abs(scaled), 0.0)
    sums = [(weight**power * known).sum(axis=1) for power in (1, 2)]
    sums += [(weight * errors**power).sum(axis=1) for power in (1, 2)]
    ends = [_near(method, h, horizon) for h in range(horizon)]
    of = [np.stack([one[:, near].sum(axis=1) for near in ends], axis=1) for one in sums]
    mass = np.maximum(of[0], 1e-300)
    width = np.array([near.stop - near.start for near in ends])
    many = mass**2 / np.maximum(of[1], 1e-300)
    worth = many / width * (1 + (width - 1) * ALIKE)
    squares = np.stack([(of[2] / mass * NORMAL) ** 2, of[3] / mass])
    return _carried(squares, worth, method.near)


def _carried(squares: Array, worth: Array, near: int) -> _Usual:
    """What few errors tell of a period, with what the one before tells of it.

    Of what is far ahead nothing may have come yet, and it is no surer for that: squared distances
    grow as steps of chance do, one each period, from those that tell the first one.
    """
    worth = worth.copy()
    worth[:, 0] = np.maximum(worth[:, 0], 1.0)
    for h in range(1, worth.shape[1]):
        before = np.minimum(worth[:, h - 1], CARRIED)
        grown = squares[:, :, h - 1] * (h + 1 + near) / (h + near)
        both = worth[:, h] + before
        squares[:, :, h] = (worth[:, h] * squares[:, :, h] + before * grown) / both
        worth[:, h] = both
    plain, square = np.sqrt(squares)
    return _Usual(plain, square, worth)


def _near(method: Method, h: int, horizon: int) -> slice:
    return slice(max(0, h - method.near), min(horizon, h + method.near + 1))


def quantile(ordered: Array, n: Array, share: float) -> Array:
    """Of each row's first n values, in order; 0 where there is none."""
    place = share * np.maximum(n - 1, 0)
    low = np.floor(place).astype(np.int64)
    high = np.minimum(low + 1, np.maximum(n - 1, 0))
    rows = np.arange(len(ordered))
    part = place - low
    found: Array = ordered[rows, low] * (1 - part) + ordered[rows, high] * part
    return np.where(n > 0, found, 0.0)
