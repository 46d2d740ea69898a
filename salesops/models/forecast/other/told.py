"""A forecast as any method gives it: the middle and the intervals, and who told each series."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from salesops.models.forecast.panel import Array, Panel

Levels = tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Told:
    """Forecasts of a panel; a row of NaN is a series that the method cannot tell."""

    yhat: Array
    """(N, H)."""
    bounds: Mapping[float, tuple[Array, Array]]
    """By level, low and high: (N, H) each."""
    names: tuple[str, ...]
    """Who told each series."""

    @property
    def able(self) -> tuple[bool, ...]:
        """Which series it has told."""
        every = (self.yhat, *(bound for both in self.bounds.values() for bound in both))
        return tuple(np.logical_and.reduce([np.isfinite(one).all(axis=1) for one in every]))


def mean(members: Sequence[Told]) -> Told:
    """The forecasts and the interval bounds of those that tell a series, with equal weights."""
    able = np.array([one.able for one in members])
    bounds = {
        level: (
            _mean([one.bounds[level][0] for one in members], able),
            _mean([one.bounds[level][1] for one in members], able),
        )
        for level in members[0].bounds
    }
    names = (
        f"equal weights: {', '.join(one.names[row] for one, is_able in told if is_able)}"
        for row, told in enumerate(zip(members, column, strict=True) for column in able.T)
    )
    return Told(_mean([one.yhat for one in members], able), bounds, tuple(names))


def _mean(each: Sequence[Array], able: Array) -> Array:
    """The mean over members; NaN where none is able."""
    weights = np.array(able, dtype=float)[:, :, None]
    total = (np.where(weights > 0, np.array(each), 0) * weights).sum(axis=0)
    count = weights.sum(axis=0)
    found: Array = np.divide(total, count, out=np.full_like(total, np.nan), where=count > 0)
    return found


def settled(panel: Panel, found: Told, core: Told) -> Told:
    """Told by the core where the method cannot; nothing on shut days and nothing below the floor.

    A method may know neither: an interval of AutoETS goes below zero units.
    """
    able = np.array(found.able)
    bounds = {
        level: (
            _held(panel, able, low, core.bounds[level][0]),
            _held(panel, able, high, core.bounds[level][1]),
        )
        for level, (low, high) in found.bounds.items()
    }
    names = (
        name if ok else f"{own}, since {name} cannot tell it"
        for name, own, ok in zip(found.names, core.names, able, strict=True)
    )
    return Told(_held(panel, able, found.yhat, core.yhat), bounds, tuple(names))


def _held(panel: Panel, able: Array, values: Array, core: Array) -> Array:
    chosen = np.where(able[:, None], values, core)
    chosen = np.maximum(chosen, panel.least)
    return np.where(panel.closed[:, -panel.horizon :], 0.0, chosen)
