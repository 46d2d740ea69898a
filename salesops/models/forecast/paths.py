"""Ways that a forecast may be missed, from the first period to the last: whole past errors."""

from collections.abc import Mapping

import numpy as np

from salesops.models.forecast.origin import Scene
from salesops.models.forecast.outlook import usual_level
from salesops.models.forecast.panel import Array
from salesops.models.forecast.past import SOME, Origins

PATHS = 20
FEW = 3.0
"""How much wider few paths are drawn, over their number: the outer tenths of twelve draws lie
nearer to the middle than those of what they are drawn from."""
ALIKE = 2.0
"""How much wider what all paths missed alike is drawn, over the horizons their origins span."""
GUESSED: Array = np.linspace(-1.25, 1.25, PATHS)
"""Paths where none was tried, in the reach of the interval of 80 %: the widest of 20 lie so far."""


def shocks(
    scene: Scene,
    at: Origins,
    errors: Array,
    usual: Array,
    reach: Mapping[float, tuple[Array, Array]],
) -> Array:
    """(N, PATHS, H): past errors at today's scale, around their mean.

    Args:
        scene: The series.
        at: (K,): their past origins.
        errors: (N, K, H): what came less what was told, over the usual distance by then.
        usual: (N, 1, 1): today's.
        reach: By level, how far its interval reaches.
    """
    whole = _whole(scene, at)
    if len(whole) < SOME:
        low, high = (one[:, None, :] for one in reach[usual_level(reach)])
        share = GUESSED[None, :, None]
        return share * np.where(share < 0, -low, high) * usual
    chosen = whole[np.linspace(0, len(whole) - 1, PATHS).round().astype(np.int64)]
    paths = np.nan_to_num(errors[:, chosen, :]) * usual
    # Around their mean, which adds up over dates as a sum of forecasts does; medians do not.
    around: Array = paths - paths.mean(axis=1, keepdims=True)
    return around * (1 + FEW / len(whole))


def apart(scene: Scene, at: Origins, errors: Array) -> Array:
    """(N,): how much further sums of paths lie apart than `shocks` do, which leave their mean out.

    What all past forecasts missed alike is to either side of the next one. Of a short past, whose
    origins lie within one horizon, it is most of what they missed.
    """
    whole = _whole(scene, at)
    if len(whole) < SOME:
        return np.ones(len(errors))
    sums = np.nan_to_num(errors[:, whole, :]).sum(axis=2)
    independent = float(at[whole[-1]] - at[whole[0]]) / scene.horizon + 1
    alike = (sums.mean(axis=1) * (1 + ALIKE / independent)) ** 2
    unlike = sums.var(axis=1)
    return np.where(unlike > 0, np.sqrt((unlike + alike) / np.maximum(unlike, 1e-300)), 1.0)


def _whole(scene: Scene, at: Origins) -> Origins:
    """The places of the origins whose every period has come."""
    return np.flatnonzero(at + scene.horizon <= scene.y.shape[1])
