"""The season before again, as a method of its own: with intervals, and by name."""

from statistics import NormalDist

import numpy as np

from salesops.models.forecast.naive import seasonal_naive
from salesops.models.forecast.other.told import Levels, Told
from salesops.models.forecast.panel import Array, Panel

NAME = "seasonal naive"
_FEWEST = 2
"""Differences from a cycle to the next, without which no interval can be told."""


def tell(panel: Panel, levels: Levels) -> Told:
    """The last cycle of each series, over and over; NaN where too little was seen."""
    y = np.where(panel.closed[:, : -panel.horizon], np.nan, panel.y)
    yhat = seasonal_naive(y, panel.freq.cycle, panel.horizon)
    # Errors of a walk from cycle to cycle add up.
    cycles = np.arange(panel.horizon) // panel.freq.cycle + 1
    sigma = _spread(y, panel.freq.cycle)[:, None] * np.sqrt(cycles)
    bounds = {}
    for level in levels:
        reach = NormalDist().inv_cdf((1 + level) / 2) * sigma
        bounds[level] = (yhat - reach, yhat + reach)
    return Told(yhat, bounds, (NAME,) * len(y))


def _spread(y: Array, cycle: int) -> Array:
    """(N,): how far a value is from the one a cycle before, as a root of mean squares."""
    steps = y[:, cycle:] - y[:, :-cycle]
    count = np.isfinite(steps).sum(axis=1)
    mean = np.nansum(steps**2, axis=1) / np.maximum(count, 1)
    return np.where(count >= _FEWEST, np.sqrt(mean), np.nan)
