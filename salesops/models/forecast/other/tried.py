"""How good a method was on the last horizons, each told from what was before it alone.

A model of statsforecast is fitted anew at each origin, which costs as much as the forecast itself:
hence few origins. The core engine has its own record, from many.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from salesops.models.forecast.naive import naive_error, seasonal_naive
from salesops.models.forecast.other.told import Levels, Told
from salesops.models.forecast.outlook import Record
from salesops.models.forecast.panel import Array, Panel

ORIGINS = 3
"""Past horizons that are told again, one after the other."""
_CYCLES = 2
"""Seen before the first of them."""
_ROUNDING = 1e-9
"""Of what the naive misses usually: no difference."""
Tell = Callable[[Panel, Levels], Told]


@dataclass(frozen=True, eq=False)
class Try:
    """One past horizon: what was told of it, and what came; NaN where that says nothing."""

    told: Told
    naive: Array
    came: Array
    scale: Array
    """(N, 1): what a seasonal naive forecast misses by, in what was before."""


def record(panel: Panel, tell: Tell, levels: Levels, origins: int = ORIGINS) -> Record:
    """Tell the last horizons again; all NaN where there is no past for it."""
    past = panel.y.shape[1]
    cuts = [past - (number + 1) * panel.horizon for number in range(origins)]
    tries = [_try(panel, cut, tell, levels) for cut in cuts if cut >= _CYCLES * panel.freq.cycle]
    if not tries:
        none, never = np.full(len(panel.ids), np.nan), np.zeros(len(panel.ids))
        covered = dict.fromkeys(levels, none)
        return Record(none, none, none, none, none, covered, never, never)
    return _record(tries, levels)


def until(panel: Panel, cut: int) -> Panel:
    """The panel as it was after so many periods."""
    end = cut + panel.horizon
    return replace(
        panel,
        y=panel.y[:, :cut],
        shut=panel.closed[:, :end],
        events={name: days[:end] for name, days in panel.events.items()},
    )


def _try(panel: Panel, cut: int, tell: Tell, levels: Levels) -> Try:
    past, cycle = until(panel, cut), panel.freq.cycle
    y = np.where(past.closed[:, :cut], np.nan, past.y)
    seen = np.isfinite(y).sum(axis=1, keepdims=True) > cycle
    came = panel.y[:, cut : cut + panel.horizon]
    came = np.where(past.closed[:, cut:] | ~seen, np.nan, came)
    scale = naive_error(y, cycle)[:, None]
    return Try(tell(past, levels), seasonal_naive(y, cycle, panel.horizon), came, scale)


def _record(tries: Sequence[Try], levels: Levels) -> Record:
    came = np.concatenate([one.came for one in tries], axis=1)
    missed = np.concatenate([one.told.yhat for one in tries], axis=1) - came
    naively = np.concatenate([one.naive for one in tries], axis=1) - came
    scaled = np.concatenate([(one.told.yhat - one.came) / _some(one.scale) for one in tries], 1)
    return Record(
        origins=_origins(tries),
        wape=_of(np.abs(missed), came),
        mase=_part(np.nansum(np.abs(scaled), axis=1), np.isfinite(scaled).sum(axis=1)),
        bias=_of(missed, came),
        naive=_of(np.abs(naively), np.where(np.isfinite(naively), came, np.nan)),
        covered={level: _covered(tries, level, came) for level in levels},
        won=_fewer(tries, 1),
        lost=_fewer(tries, -1),
    )


def _fewer(tries: Sequence[Try], sign: int) -> Array:
    """How many horizons it missed less of than the naive (1), or the naive than it (-1)."""
    found: Array = np.sum([sign * _gained(one) > _ROUNDING for one in tries], axis=0).astype(float)
    return found


def _gained(one: Try) -> Array:
    """(N,): what the naive missed more than the method, of what both told, and of the scale."""
    gained = np.abs(one.naive - one.came) - np.abs(one.told.yhat - one.came)
    scale = np.nan_to_num(one.scale[:, 0])
    found: Array = np.nansum(gained, axis=1) / np.where(scale > 0, scale, 1.0)
    return found


def _origins(tries: Sequence[Try]) -> Array:
    """How many horizons say anything of a series; NaN where none does."""
    count = np.sum([np.isfinite(one.came).any(axis=1) for one in tries], axis=0).astype(float)
    return np.where(count > 0, count, np.nan)


def _covered(tries: Sequence[Try], level: float, came: Array) -> Array:
    low, high = (
        np.concatenate([one.told.bounds[level][side] for one in tries], axis=1) for side in (0, 1)
    )
    within = ((came >= low) & (came <= high)).sum(axis=1)
    return _part(within, np.isfinite(came).sum(axis=1))


def _some(scale: Array) -> Array:
    """NaN for a scale of nothing: the naive forecast of a constant series is never wrong."""
    return np.where(scale > 0, scale, np.nan)


def _of(missed: Array, came: Array) -> Array:
    return _part(np.nansum(missed, axis=1), np.nansum(np.abs(came), axis=1))


def _part(part: Array, whole: Array) -> Array:
    """A share of the whole; NaN of nothing."""
    wholes = np.asarray(whole, dtype=float)
    found: Array = np.divide(part, wholes, out=np.full_like(wholes, np.nan), where=wholes > 0)
    return found
