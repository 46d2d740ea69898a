"""A series as methods want it that know no gaps: no NaN, and no days on which nothing is sold."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from salesops.models.forecast.panel import Array, Freq, Mask, Panel

_MONDAY = 3
"""Days to add to days since 1970-01-01, a Thursday, for weeks that begin on Mondays."""


@dataclass(frozen=True, eq=False)
class History:
    """One series from its first value on, on the days of the week on which it sells."""

    y: Array
    """Without NaN."""
    real: Mask
    """Which of them came so; the others are filled."""
    season: int
    """Values after which things come again: six for days of a store that shuts on Sundays."""
    ahead: Mask
    """(H,): which of the periods to come are on this axis; nothing is sold on the others."""


def history(panel: Panel, row: int) -> History:
    """The series of a row."""
    open_weekdays = _open_weekdays(panel, row)
    kept = open_weekdays[_weekday(panel)] if panel.freq is Freq.DAY else _every(panel)
    past = len(kept) - panel.horizon
    y = np.where(panel.closed[row, :past], np.nan, panel.y[row])[kept[:past]]
    real = np.isfinite(y)
    first = int(real.argmax()) if real.any() else len(y)
    season = int(open_weekdays.sum()) if panel.freq is Freq.DAY else panel.freq.cycle
    return History(_filled(y[first:], season), real[first:], season, kept[past:])


def _weekday(panel: Panel) -> NDArray[np.int64]:
    return (panel.dates.astype("datetime64[D]").astype(np.int64) + _MONDAY) % 7


def _every(panel: Panel) -> Mask:
    return np.ones(len(panel.dates), dtype=bool)


def _open_weekdays(panel: Panel, row: int) -> Mask:
    """Weekdays that are not always shut.

    A single day off stays on the axis, as a gap: without it every later day would come a phase
    too early.
    """
    weekday, shut = _weekday(panel), panel.closed[row]
    return np.array([not shut[weekday == day].all() for day in range(7)])


def _filled(y: Array, season: int) -> Array:
    """Gaps filled with the value of the same phase before, as a naive forecast of them would be.

    Within the first cycle there is none, so that the value just before stands in. What is filled is
    learnt from, which is the price of methods that know no gaps; the core engine knows them.
    """
    full = y.copy()
    for at in np.flatnonzero(np.isnan(full)):
        full[at] = full[at - season] if at >= season else full[at - 1]
    return full
