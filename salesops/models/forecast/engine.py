"""The core engine: filter once, score every origin, and let what missed least weigh most.

Each series is told by many ways at once (levels, trends and theta lines over several seasons). All
of them are told again from up to 20 past moments, each from nothing but what came before it. Their
errors there weigh the ways, and those of the weighted forecast, each with the weights of its own
time, are the intervals and the record.
"""

import numpy as np
from threadpoolctl import threadpool_limits

from salesops.models.forecast.grouped import Walked, walked
from salesops.models.forecast.groups import Group, groups
from salesops.models.forecast.naive import naive_error
from salesops.models.forecast.outlook import LEVELS, Outlook, Record
from salesops.models.forecast.panel import Array, Panel
from salesops.models.forecast.paths import PATHS
from salesops.models.forecast.words import weakness
from salesops.models.forecast.young import steadied


def forecast(panel: Panel, levels: tuple[float, ...] = LEVELS) -> Outlook:
    """Tell what comes next of every series, each from itself alone.

    Args:
        panel: The series.
        levels: Chances of the intervals, between 0 and 1.

    Returns:
        Finite numbers for every series; one without a known value is told as 0, and as weak.
    """
    rows, horizon = len(panel.ids), panel.horizon
    unit = _unit(panel.y)
    filled = _Filled(rows, horizon, panel.freq.cycle, levels)
    with threadpool_limits(1, "blas"):  # more of them split sums elsewhere: other last digits
        for group in groups(panel, panel.y / unit[:, None]):
            filled.take(group, walked(group, levels))
    filled.settle(panel, unit)
    scale = naive_error(panel.y, panel.freq.cycle)
    record = Record(
        filled.origins,
        filled.wape,
        filled.missed * unit / np.where(scale > 0, scale, np.nan),
        filled.bias,
        filled.naive,
        filled.covered,
        filled.won,
        filled.lost,
    )
    found = Outlook(
        panel,
        filled.yhat,
        filled.bounds,
        tuple(filled.methods),
        record,
        weakness(panel, filled.origins),
        filled.season,
        filled.strength,
        tuple(bool(one) for one in filled.seasonal),
        filled.shocks,
        filled.apart,
    )
    return steadied(found)


def _unit(y: Array) -> Array:
    """(N,): the mean size of each series, so that arithmetic does not depend on the currency."""
    known = ~np.isnan(y)
    total = np.where(known, np.abs(y), 0.0).sum(axis=1)
    mean = total / np.maximum(known.sum(axis=1), 1)
    return np.where(mean > 0, mean, 1.0)


class _Filled:
    """The arrays of an outlook, filled group by group."""

    def __init__(self, rows: int, horizon: int, cycle: int, levels: tuple[float, ...]) -> None:
        empty = (rows, horizon)
        self.yhat = np.zeros(empty)
        self.bounds = {one: (np.zeros(empty), np.zeros(empty)) for one in levels}
        self.shocks, self.apart = np.zeros((rows, PATHS, horizon)), np.ones(rows)
        self.season = np.ones((rows, cycle))
        self.strength, self.missed = np.full(rows, np.nan), np.full(rows, np.nan)
        self.origins, self.seasonal = np.zeros(rows), np.zeros(rows, dtype=bool)
        self.won, self.lost = np.zeros(rows), np.zeros(rows)
        self.wape, self.bias, self.naive = (np.full(rows, np.nan) for _ in range(3))
        self.covered = {one: np.full(rows, np.nan) for one in levels}
        self.methods = ["no sales"] * rows

    def take(self, group: Group, found: Walked) -> None:
        """The answers of a group of series."""
        at = group.rows
        for name in ("yhat", "shocks", "apart", "season", "strength", "seasonal"):
            getattr(self, name)[at] = getattr(found, name)
        for name in ("origins", "wape", "missed", "bias", "naive", "won", "lost"):
            getattr(self, name)[at] = getattr(found.tried, name)
        for one, (low, high) in found.bounds.items():
            self.bounds[one][0][at], self.bounds[one][1][at] = low, high
            self.covered[one][at] = found.tried.covered[one]
        for place, words in zip(at, found.methods, strict=True):
            self.methods[place] = words

    def settle(self, panel: Panel, unit: Array) -> None:
        """In the units of the panel, nothing where the store is shut or below the floor."""
        shut = panel.closed[:, panel.y.shape[1] :]
        for values in (self.yhat, *(bound for both in self.bounds.values() for bound in both)):
            np.multiply(values, unit[:, None], out=values)
            np.maximum(values, panel.least, out=values)
            values[shut] = 0.0
        self.season = np.roll(self.season, panel.place, axis=1)
        self.shocks *= unit[:, None, None]
        self.shocks[np.broadcast_to(shut[:, None, :], self.shocks.shape)] = 0.0
