"""Everything told from one moment, from nothing that came after it: all ways, for all series."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from salesops.models.forecast import levels, rare
from salesops.models.forecast.local import TINY, level, split, winsorised
from salesops.models.forecast.method import WINSOR, Method, Shape
from salesops.models.forecast.panel import Array, Freq, Mask
from salesops.models.forecast.seasons import Cycle, between, binned, indices, phase_of, smoothed

YEAR_BINS = 26
"""Of a yearly cycle of days: a fortnight each, read between their middles."""
YEAR_ALIKE = 3.0
YEAR_SEEN = 390
"""Days from which on a year is learnt from: one whole, and some of it twice."""
MONTH_SEEN = 180
MONTH_DAYS = 31
CHI = 59.0
"""Of 30 degrees of freedom, exceeded by chance once in a thousand: the days of a month differ."""
EVENT_BELIEF = 0.04
"""The variance of what holidays do to a day, before anything is known of one."""
TWICE = 2


@dataclass(frozen=True, eq=False)
class Scene:
    """Series of about one length, on one calendar, as the engine walks through them."""

    y: Array
    """(N, T): NaN where nothing is known."""
    freq: Freq
    method: Method
    horizon: int
    day_of_month: Array
    """(T + H,): 0 to 30; of days."""
    events: Mapping[str, Mask]
    rare: bool
    least: Array
    """(N, 1): below which no forecast lies."""


@dataclass(frozen=True, eq=False)
class Seen:
    """What is told at one origin."""

    ways: Array
    """(N, W, H): every way, shape by shape."""
    open: Mask
    """(N, W): whether a way may be heeded; a cycle that is not there is not."""
    season: Array
    """(N, cycle): of the first shape that has one, by phase counted from the origin."""


@dataclass(frozen=True, eq=False)
class Factors:
    """A season over the past (N, T), over what is ahead (N, H), and its indices."""

    past: Array
    ahead: Array
    index: Array | None


def told(scene: Scene, origin: int) -> Seen:
    """What all ways say of the periods from `origin` on."""
    y, seen = split(scene.y[:, :origin])
    effect = _events(scene, y, seen)
    y = y / effect[:, :origin]
    later = effect[:, None, origin : origin + scene.horizon]
    kept: dict[Cycle, Factors] = {}
    found, allowed, season = [], [], None
    for shape in shapes(scene):
        factors, may = _season(scene, shape, y, seen, kept)
        if shape.times and season is None:
            season = factors.index
        ways = _ways(scene, shape, y, seen, factors) * later
        found.append(ways)
        allowed.append(np.repeat(may[:, None], ways.shape[1], axis=1))
    every = np.concatenate(found, axis=1)
    every = np.maximum(every, scene.least[:, None])
    none = np.ones((len(y), scene.freq.cycle))
    return Seen(every, np.concatenate(allowed, axis=1), none if season is None else season)


def shapes(scene: Scene) -> tuple[Shape, ...]:
    """The seasons looked for: of what sells seldom, only one that can be told from little."""
    every = scene.method.shapes
    if not scene.rare:
        return every
    return tuple(one for one in every if not one.beyond and one.times is not False)


def trending(scene: Scene, shape: Shape) -> bool:
    """Whether its ways have trends: not those of rare sales, nor of days without a season."""
    return not scene.rare and (shape.times is not None or scene.freq is not Freq.DAY)


def _ways(scene: Scene, shape: Shape, y: Array, seen: Array, factors: Factors) -> Array:
    """(N, P, H): the level and trend ways of what is left without the season, and it put back."""
    method, horizon = scene.method, scene.horizon
    back, plus = method.back, shape.times is False
    x, known = y[:, -back:], seen[:, -back:]
    x = x - factors.past[:, -back:] * known if plus else x / factors.past[:, -back:]
    learnt = winsorised(x, known, level(x, known, method.half), WINSOR)
    found = levels.ahead(learnt, known, method, horizon, trends=trending(scene, shape))
    if scene.rare:
        rates = rare.rates(learnt, known)
        found = np.concatenate([found, np.repeat(rates[:, :, None], horizon, axis=2)], axis=1)
    ahead = factors.ahead[:, None, :]
    return found + ahead if plus else found * ahead


def _season(
    scene: Scene, shape: Shape, y: Array, seen: Array, kept: dict[Cycle, Factors]
) -> tuple[Factors, Mask]:
    """The season of a shape, and of which series it may be heeded."""
    rows, origin = y.shape
    yes = np.ones(rows, dtype=bool)
    if shape.times is None:
        return Factors(np.ones_like(y), np.ones((rows, scene.horizon)), None), yes
    length = scene.freq.season
    rounds = 2 if scene.freq is Freq.DAY else 3
    cycle = Cycle(scene.freq.cycle, round(length), shape.times, shape.fading, shape.smooth, rounds)
    if cycle not in kept:
        at, back = np.arange(-origin, scene.horizon), scene.method.back
        phase = phase_of(at, length, cycle.phases)
        index = indices(y[:, -back:], seen[:, -back:], phase[:origin][-back:], cycle)
        kept[cycle] = Factors(index[:, phase[:origin]], index[:, phase[origin:]], index)
    factors = kept[cycle]
    for longer in shape.beyond:
        more, after, there = LONGER[longer](scene, y / factors.past, seen)
        factors = Factors(factors.past * more, factors.ahead * after, factors.index)
        yes = yes & there
        if not yes.any():  # nobody heeds what follows
            break
    return factors, yes


def _yearly(scene: Scene, x: Array, seen: Array) -> tuple[Array, Array, Mask]:
    """What a time of the year brings of the days around it."""
    rows, origin = x.shape
    at, then = np.arange(-origin, 0), np.arange(scene.horizon)
    known = seen.sum(axis=1) >= YEAR_SEEN
    if not known.any():
        return np.ones_like(x), np.ones((rows, scene.horizon)), known
    year = scene.freq.year
    flat = winsorised(x, seen, level(x, seen, scene.method.half), WINSOR)
    cycle = Cycle(YEAR_BINS, 365, smooth=True, rounds=3, alike=YEAR_ALIKE)
    index = indices(flat, seen, binned(at, year, YEAR_BINS), cycle)
    index = np.where(known[:, None], index, 1.0)
    return between(index, at, year), between(index, then, year), known


def _payday(scene: Scene, x: Array, seen: Array) -> tuple[Array, Array, Mask]:
    """What a day of the month brings, where days of the month differ beyond all chance."""
    origin = x.shape[1]
    day = scene.day_of_month[:origin].astype(np.int64)
    after = scene.day_of_month[origin : origin + scene.horizon].astype(np.int64)
    one_hot = np.zeros((origin, MONTH_DAYS))
    one_hot[np.arange(origin), day] = 1.0
    half = MONTH_DAYS // 2
    flat = winsorised(x, seen, level(x, seen, half), WINSOR)
    around = np.maximum(level(flat, seen, half), 0.0) * seen
    base = around @ one_hot
    index = np.where(base > TINY, (flat @ one_hot) / np.maximum(base, TINY), 1.0)
    index = index / np.maximum(index.mean(axis=1, keepdims=True), TINY)
    n = np.maximum(seen.sum(axis=1), 1.0)
    unit = np.maximum(around.sum(axis=1) / n, TINY)
    missed = ((flat - around * index[:, day]) * seen / unit[:, None]) ** 2
    variance = (missed.sum(axis=1) / np.maximum(n - MONTH_DAYS, 1.0))[:, None]
    variance = variance / np.maximum(seen @ one_hot, 1.0)
    away = index - 1.0
    stands_out = (away**2 / np.maximum(variance, TINY)).sum(axis=1) > CHI
    there = stands_out & (n >= MONTH_SEEN)
    real = np.maximum((away**2 - variance).mean(axis=1, keepdims=True), 0.0)
    belief = real / np.maximum(real + variance, TINY)
    shrunk = belief * away + (1 - belief) * belief * smoothed(away)
    index = np.where(there[:, None], np.maximum(1.0 + shrunk, 0.1), 1.0)
    return index[:, day], index[:, after], there


LONGER = {"year": _yearly, "payday": _payday}


def _events(scene: Scene, y: Array, seen: Array) -> Array:
    """(N, T + H): what a day's holidays make of it, told from their days before the origin.

    A holiday that was seen less than twice does nothing; the others as far as they agree.
    """
    rows, origin = y.shape
    effect: Array = np.ones((rows, scene.y.shape[1] + scene.horizon))
    masks = [one for one in scene.events.values() if one[:origin].sum() >= TWICE]
    if not masks:
        return effect
    plain = seen * ~np.logical_or.reduce(masks)[:origin]
    around = level(y * plain, plain, scene.method.half)
    if scene.freq is Freq.DAY:
        phase = np.arange(-origin, 0) % 7
        around = around * indices(y * plain, plain, phase, Cycle(7, 7))[:, phase]
    around = np.maximum(around, 0.0)
    n = np.maximum(plain.sum(axis=1), 1.0)
    ratio = np.abs(y - around) * plain / np.maximum(around, TINY)
    variance = (np.minimum(ratio, WINSOR) ** 2).sum(axis=1) / n
    for mask in masks:
        on = mask[:origin]
        often = seen[:, on].sum(axis=1)
        base = (around * seen)[:, on].sum(axis=1)
        does = np.where(base > TINY, y[:, on].sum(axis=1) / np.maximum(base, TINY), 1.0) - 1.0
        belief = EVENT_BELIEF / (EVENT_BELIEF + variance / np.maximum(often, 1.0))
        does = np.where(often >= TWICE, belief * does, 0.0)
        effect[:, mask] *= np.maximum(1.0 + does, 0.05)[:, None]
    return effect
