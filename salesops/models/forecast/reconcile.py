"""Parts that add up to the whole: what they differ by is shared out by how unsure each part is."""

from dataclasses import replace

import numpy as np

from salesops.models.forecast.outlook import Outlook, usual_level
from salesops.models.forecast.panel import Array

ROUNDS = 50
"""Of sharing out what a part at its floor cannot take."""


def added_up(parts: Outlook, total: Outlook) -> Outlook:
    """The parts' outlook, moved so that on each date they sum to the total's yhat exactly.

    The total is told best, so that it stays: the same number whatever it is split by. A part takes
    of the difference as its 80 % interval is wide (weighted least squares with the variances of the
    parts, Wickramasuriya 2019, for a whole that is given); its bounds move along,
    but for one that lies at the floor: nothing sold stays as likely as it was.
    """
    middle = total.yhat[0]
    yhat = _shared(parts, middle)
    moved = yhat - parts.yhat
    floor = -np.inf if parts.panel.floor is None else parts.panel.floor
    bounds = {
        one: (
            np.where(low <= floor, low, np.maximum(np.minimum(low + moved, yhat), floor)),
            np.maximum(high + moved, yhat),
        )
        for one, (low, high) in parts.bounds.items()
    }
    return replace(parts, yhat=yhat, bounds=bounds)


def _shared(parts: Outlook, middle: Array) -> Array:
    floor = parts.panel.floor
    low, high = parts.bounds[usual_level(parts.bounds)]
    width = np.maximum(high - low, 0.0)
    open_ = ~parts.panel.closed[:, -parts.panel.horizon :]
    yhat = parts.yhat.copy()
    for _ in range(ROUNDS):
        gap = middle - yhat.sum(axis=0)
        if np.abs(gap).max(initial=0.0) <= 1e-9 * max(np.abs(middle).max(initial=0.0), 1.0):
            break
        free = open_ if floor is None else open_ & ((gap >= 0) | (yhat > floor))
        weight = np.where(free, width + 1e-9, 0.0)
        share = weight / np.maximum(weight.sum(axis=0), 1e-300)
        yhat = yhat + share * gap
        if floor is not None:
            yhat = np.maximum(yhat, floor)
    return yhat
