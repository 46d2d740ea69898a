"""Series that sell seldom: sizes and intervals smoothed apart.

Croston's method as Syntetos and Boylan (2005) unbias it, the chance of a sale times its size as
Teunter, Syntetos and Babai (2011), and smoothed sums of weeks as ADIDA (Nikolopoulos 2011).
"""

import numpy as np

from salesops.models.forecast.panel import Array

FORGET = (0.05, 0.15)
BUCKET = 7
"""Days of a week."""
RATES = 3 * len(FORGET)
"""How many rates are told."""


def rates(x: Array, seen: Array) -> Array:
    """(N, P): what each method says a period brings on average."""
    sold = (x > 0).astype(float) * seen
    ways = [way(x, seen, sold, forget) for forget in FORGET for way in (_sba, _tsb, _adida)]
    return np.stack(ways, axis=1)


def _sba(x: Array, seen: Array, sold: Array, forget: float) -> Array:
    """The smoothed size of a sale over its smoothed interval, less the share that is too high.

    Both forget with each sale: a period weighs as the sale that it waited for.
    """
    later = np.cumsum(sold[:, ::-1], axis=1)[:, ::-1] - sold
    weight = (1 - forget) ** later
    waits = (seen * weight).sum(axis=1)
    found: Array = (1 - forget / 2) * (x * weight).sum(axis=1) / np.maximum(waits, 1e-300)
    return found


def _tsb(x: Array, seen: Array, sold: Array, forget: float) -> Array:
    """The smoothed chance of a sale times the smoothed size of one."""
    age = np.arange(x.shape[1] - 1, -1, -1, dtype=float)
    slow, fast = (1 - forget) ** age, (1 - forget / 3) ** age
    chance = (sold @ fast) / np.maximum(seen @ fast, 1e-300)
    size = (x @ slow) / np.maximum(sold @ slow, 1e-300)
    return chance * size


def _adida(x: Array, seen: Array, sold: Array, forget: float) -> Array:  # noqa: ARG001 - one kind of way
    """Smoothed sums of weeks."""
    age = np.arange(x.shape[1] - 1, -1, -1) // BUCKET
    weight = (1 - forget) ** age
    return (x @ weight) / np.maximum(seen @ weight, 1e-300)
