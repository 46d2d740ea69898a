"""Whether a series has left its level of late: when, and by how much."""

from dataclasses import dataclass

import numpy as np

from salesops.models.forecast.panel import Array

BEFORE = 13
"""Stretches before it that tell the earlier level: a quarter of weeks."""
LEAST, MOST = 3, 13
"""Stretches since: fewer may be chance; after more, the new level is the usual one."""
STEPS = 2.0
"""Times better than a straight line a step must fit: a trend is no shift."""
AGAIN = 0.5
"""Of the step: where as much was seen a year before, it is the season."""
SLACK = 2
"""Stretches that a season may come earlier or later in another year."""


@dataclass(frozen=True)
class Shift:
    """A step from one level to another."""

    start: int
    """The period that the new level begins with, by its place in the series."""
    before: float
    """The level before, for a period."""
    after: float

    @property
    def change(self) -> float:
        """Of the level before."""
        return self.after / self.before - 1


def shift(y: Array, stretch: int, year: int, least: float) -> Shift | None:
    """The step that divides the last stretches best; None where there is none of that size.

    All since lie outside of all before, on one side: no model is needed to see it. A trend is none,
    nor what the same season of the year before did too.

    Args:
        y: What came in each period, NaN where unknown.
        stretch: Periods that are looked at as one: 7 days, so that weekdays do not matter.
        year: Stretches of a year.
        least: Size of a step worth telling, of the level before.
    """
    levels = _levels(y, stretch)
    found = [_step(levels, since) for since in range(LEAST, MOST + 1)]
    steps = [(fit, since) for fit, since in filter(None, found)]
    if not steps:
        return None
    _, since = max(steps)
    told = Shift(len(y) - since * stretch, *_sides(levels, since))
    if abs(told.change) < least or _seasonal(levels, since, year, told.change):
        return None
    return told


def _levels(y: Array, stretch: int) -> Array:
    """The mean of each whole stretch, the last one ending with the series."""
    whole = y[len(y) % stretch :].reshape(-1, stretch)
    known = np.isfinite(whole)
    many = known.sum(axis=1)
    return np.where(many, np.where(known, whole, 0).sum(axis=1) / np.maximum(many, 1), np.nan)


def _sides(levels: Array, since: int) -> tuple[float, float]:
    return float(np.median(levels[-BEFORE - since : -since])), float(np.median(levels[-since:]))


def _step(levels: Array, since: int) -> tuple[float, int] | None:
    """How much better a step fits than a line, where all since lie beyond all before."""
    span = levels[-BEFORE - since :]
    if len(span) < BEFORE + since or not np.isfinite(span).all():
        return None
    before, after = span[:BEFORE], span[BEFORE:]
    apart = after.min() > before.max() or after.max() < before.min()
    if not apart or np.median(before) <= 0:
        return None
    fit = _off_line(span) / max(_off(before) + _off(after), _least(span))
    return (fit, since) if fit >= STEPS else None


def _off(values: Array) -> float:
    return float(((values - values.mean()) ** 2).sum())


def _off_line(values: Array) -> float:
    at = np.arange(len(values)) - (len(values) - 1) / 2
    slope = (at * values).sum() / (at**2).sum()
    return _off(values - slope * at)


def _least(values: Array) -> float:
    """So small a noise is none: two constant levels would divide by nothing."""
    return float(1e-9 * (values**2).sum())


def _seasonal(levels: Array, since: int, year: int, change: float) -> bool:
    """Whether a year before the level moved likewise, a stretch or two earlier or later."""
    for late in range(-SLACK, SLACK + 1):
        end = len(levels) - year + late
        if end - BEFORE - since < 0 or end > len(levels):
            continue
        before, after = _sides(levels[:end], since)
        if before > 0 and np.sign(after - before) == np.sign(change):
            moved = abs(after / before - 1)
            if moved >= AGAIN * abs(change):
                return True
    return False
