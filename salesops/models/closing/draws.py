"""Who of the open deals is won and when, drawn many times: how sure a sum of them is.

Each deal is won in one of the periods or in none, apart from the others. The largest are drawn one
by one. Where there are more, the rest of them together is as good as normal, with the mean and the
variance that it has exactly; so neither time nor memory grows with the number of deals.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
DRAWS = 10_000
EACH = 1_000
"""Deals that are drawn one by one: those that the sum hangs on most."""
CELLS = 2_000_000
"""Numbers that are drawn at once."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """What was won in each draw, by period."""

    deals: Array
    """(draws, periods)."""
    value: Array
    """(draws, periods), in the unit of the values."""


def drawn(chances: Array, values: Array, seed: int, draws: int = DRAWS, each: int = EACH) -> Drawn:
    """Draw who is won and when.

    Args:
        chances: (deals, periods): how likely each is won in each; at most 1 in sum over periods.
        values: (deals,) what each is worth, in whole numbers: their sums are exact in any order.
        seed: The same seed and deals give the same draws.
        draws: How many.
        each: Deals drawn one by one.
    """
    random = np.random.default_rng(seed)
    ever = chances.sum(axis=1)
    weight = values**2 * ever * (1 - ever)
    order = np.argsort(-weight, kind="stable")
    first, rest = order[:each], order[each:]
    worth = np.stack([np.ones(values.size), values], axis=1)
    found = _one_by_one(chances[first], worth[first], random, draws)
    if rest.size:
        found += _together(chances[rest], worth[rest], random, draws)
    return Drawn(found[..., 0], found[..., 1])


def _one_by_one(chances: Array, worth: Array, random: np.random.Generator, draws: int) -> Array:
    """(draws, periods, 2)."""
    bounds = np.cumsum(chances, axis=1).T
    deals, periods = chances.shape
    found = np.zeros((draws, periods, 2))
    step = max(CELLS // max(deals, 1), 1)
    for start in range(0, draws if deals else 0, step):
        part = found[start : start + step]
        luck = random.random((len(part), deals))
        for n, bound in enumerate(bounds):
            part[:, n] = (luck < bound).astype(np.float64) @ worth
    return np.diff(found, axis=1, prepend=0.0)


def _together(chances: Array, worth: Array, random: np.random.Generator, draws: int) -> Array:
    """The same by the normal law; number and value of a draw go the same way, as they are one."""
    mean = chances.T @ worth
    spread = np.sqrt((chances * (1 - chances)).T @ worth**2)
    normal = random.standard_normal((draws, chances.shape[1], 1))
    found: Array = mean[None] + normal * spread[None]
    return found


def wider(values: Array, by: float) -> Array:
    """Draws as far apart as that many times these, around the same means."""
    middle = values.mean(axis=0)
    found: Array = middle + by * (values - middle)
    return found


def within(values: Array, share: float = 0.8) -> tuple[Array, Array]:
    """Between what the middle `share` of the draws lies, by column; never below nothing."""
    low, high = np.quantile(values, [(1 - share) / 2, (1 + share) / 2], axis=0)
    return np.maximum(low, 0.0), np.maximum(high, 0.0)
