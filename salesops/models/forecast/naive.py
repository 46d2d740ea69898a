"""The seasonal naive forecast, which others must beat: the last full cycle once more.

    yhat = seasonal_naive(y, cycle=7, horizon=28)      # (N, T) -> (N, H)
    scale = naive_error(y, cycle=7)                    # (N,): what MASE divides by

NaN in y says nothing: of such a period the cycle before it tells.
"""

import numpy as np

from salesops.models.forecast.panel import Array


def seasonal_naive(y: Array, cycle: int, horizon: int) -> Array:
    """Each period to come as the same one of the last cycle.

    A phase of the cycle that was never seen is told by the last value; NaN where there is none.
    """
    phases = np.stack([_last(y[:, phase::cycle]) for phase in range(cycle)], axis=1)
    known = np.where(np.isnan(phases), _last(y)[:, None], phases)
    return known[:, (y.shape[1] + np.arange(horizon)) % cycle]


def naive_error(y: Array, cycle: int) -> Array:
    """The mean that a cycle misses the one before it by; NaN where there are no two to compare."""
    misses = np.abs(y[:, cycle:] - y[:, :-cycle])
    seen = ~np.isnan(misses)
    count = seen.sum(axis=1)
    total = np.where(seen, misses, 0.0).sum(axis=1)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def _last(y: Array) -> Array:
    """(N,): the last value of each row that is known; NaN where none is."""
    if not y.shape[1]:
        return np.full(y.shape[0], np.nan)
    back = np.argmax(~np.isnan(y[:, ::-1]), axis=1)
    found: Array = y[np.arange(y.shape[0]), y.shape[1] - 1 - back]
    return found
