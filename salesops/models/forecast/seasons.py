"""What a phase of a cycle brings of the level, shrunk toward nothing as far as it may be chance.

An index is the ratio of sums (or the mean difference) of a phase against the level around it. Its
own variance, told from how its occurrences differ, says how much of it to believe (James and
Stein): of two Christmases that differ by half, little; of fifty Mondays alike, nearly all.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from salesops.models.forecast.local import TINY, level
from salesops.models.forecast.panel import Array, Panel

LEAST = 0.02
"""No index is lower: what is divided by it would explode."""
TWICE = 2
"""A phase that was seen once differs from nothing."""
KERNEL = (0.25, 0.5, 0.25)
"""Weights of a phase and its neighbours: seasons of a year go smoothly, but for their feasts."""

Phases = NDArray[np.int64]


@dataclass(frozen=True)
class Cycle:
    """How indices are told."""

    phases: int
    length: int
    """Periods until a phase comes again: a bin of a yearly cycle of days holds many."""
    times: bool = True
    """Whether it multiplies the level; else it is added."""
    fading: float = 1.0
    """The weight of a cycle for that of the one after it."""
    smooth: bool = False
    rounds: int = 2
    alike: float = 1.0
    """How many neighbouring values are worth one: days of a season miss alike."""

    @property
    def half(self) -> int:
        """Half the periods of the level that has no season left: a whole cycle of them."""
        return self.length // 2


def phase_of(at: Phases, length: float, phases: int) -> Phases:
    """The phase of each period, counted from the first one to come, which is at 0."""
    if length == phases:
        return at % phases
    found: Phases = np.floor(at * (phases / length) + 0.5).astype(np.int64) % phases
    return found


def phases(panel: Panel) -> Phases:
    """(T + H,): the phase of each period of a panel by the calendar, from Monday or January."""
    freq = panel.freq
    at = np.arange(-panel.y.shape[1], panel.horizon)
    return (phase_of(at, freq.season, freq.cycle) + panel.place) % freq.cycle


def binned(at: Phases, length: float, bins: int) -> Phases:
    """The bin of a long cycle that each period falls in."""
    found: Phases = np.floor((at / length % 1.0) * bins).astype(np.int64) % bins
    return found


def between(index: Array, at: Phases, length: float) -> Array:
    """Indices of bins read between their middles, so that no day jumps: (N, T)."""
    bins = index.shape[1]
    place = at / length % 1.0 * bins - 0.5
    low = np.floor(place).astype(np.int64)
    part = place - low
    found: Array = index.take(low % bins, axis=1) * (1 - part)
    found += index.take((low + 1) % bins, axis=1) * part
    return found


def indices(y: Array, seen: Array, phase: Phases, cycle: Cycle) -> Array:
    """(N, phases): the season of each series; 1 (or 0 where it is added) for no season."""
    one_hot = np.zeros((y.shape[1], cycle.phases))
    one_hot[np.arange(y.shape[1]), phase] = 1.0
    around = level(y, seen, cycle.half)
    index = _told(y, seen, phase, one_hot, around, cycle)
    for _ in range(cycle.rounds - 1):
        each = index.take(phase, axis=1)
        flat = y / each if cycle.times else y - each * seen
        around = level(flat, seen, cycle.half)
        index = _told(y, seen, phase, one_hot, around, cycle)
    return index


def _told(
    y: Array, seen: Array, phase: Phases, one_hot: Array, around: Array, cycle: Cycle
) -> Array:
    """Indices against a level, once."""
    age = (y.shape[1] - 1 - np.arange(y.shape[1])) // cycle.length
    weighted = one_hot * (cycle.fading**age)[:, None]
    known = seen[:1] if seen.all() else seen  # without gaps every series counts the same
    count, often = known @ weighted, known @ one_hot
    worth = count**2 / np.maximum(known @ (weighted * weighted), TINY) / cycle.alike
    if cycle.times:
        around = np.maximum(around, 0.0) * known
        base = around @ weighted
        index = np.where(base > TINY, (y @ weighted) / np.maximum(base, TINY), 1.0)
    else:
        away = (y - around * known) @ weighted
        index = np.where(count > 0, away / np.maximum(count, TINY), 0.0)
    index = _centred(index, count > 0, times=cycle.times)
    each = index.take(phase, axis=1)
    missed = (y - around * each if cycle.times else y - around - each) * known
    squares = ((missed * missed) @ one_hot) * (often >= TWICE)
    if cycle.times:
        mean = around.sum(axis=1, keepdims=True) / np.maximum(often.sum(axis=1, keepdims=True), 1)
        squares = squares / np.maximum(mean, TINY) ** 2
    return _believed(index, squares, often, worth, cycle)


def _centred(index: Array, known: NDArray[np.bool_], *, times: bool) -> Array:
    """The mean of known phases is 1 (or 0); unknown ones have no season."""
    n = np.maximum(known.sum(axis=1, keepdims=True), 1)
    mean = np.where(known, index, 0.0).sum(axis=1, keepdims=True) / n
    if times:
        return np.where(known, index / np.maximum(mean, TINY), 1.0)
    return np.where(known, index - mean, 0.0)


def _believed(index: Array, squares: Array, often: Array, worth: Array, cycle: Cycle) -> Array:
    """The index as far as its occurrences agree on it.

    `squares` are what they missed by of it, summed; `often` how many there are, and `worth` how
    many independent ones that is: (N, phases) each.
    """
    free = np.maximum(often - 1, 0.0).sum(axis=1, keepdims=True)
    variance = squares.sum(axis=1, keepdims=True) / np.maximum(free, 1.0) / np.maximum(worth, TINY)
    away = index - 1.0 if cycle.times else index
    known = worth > 0
    real = np.where(known, away**2 - variance, 0.0).sum(axis=1, keepdims=True)
    real = np.maximum(real / np.maximum(known.sum(axis=1, keepdims=True), 1), 0.0)
    real = np.where(free > 0, real, 0.0)
    belief = np.where(known, real / np.maximum(real + variance, TINY), 0.0)
    shrunk: Array = belief * away
    if cycle.smooth:
        shrunk = shrunk + (1 - belief) * belief.mean(axis=1, keepdims=True) * smoothed(away)
    return np.maximum(1.0 + shrunk, LEAST) if cycle.times else shrunk


def smoothed(index: Array) -> Array:
    """Each phase with a part of its neighbours, the last one beside the first."""
    before, own, after = KERNEL
    found: Array = before * np.roll(index, 1, axis=1) + own * index
    found += after * np.roll(index, -1, axis=1)
    return found
