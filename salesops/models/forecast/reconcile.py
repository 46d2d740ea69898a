"""Parts that add up to their wholes: what they differ by is shared out by how unsure each is."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from salesops.models.forecast.outlook import Outlook, usual_level
from salesops.models.forecast.panel import Array, Mask

ROUNDS = 50
"""Of sharing out what a part at its floor cannot take."""
NEAR = 1e-12
"""Of a whole, what its parts may lack of it."""
ROUNDING = 1e-14
"""Of the parts, whatever their signs: closer no sum of them comes."""

Places = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Kin:
    """Which wholes parts are of, a row for each pair: a part may be of several, by shares."""

    part: Places
    """(K,)"""
    whole: Places
    """(K,)"""
    share: Array
    """(K,): of the part; those of a part sum to 1."""

    @property
    def single(self) -> bool:
        """Whether each part is of one whole."""
        return len(self.part) == len(np.unique(self.part))

    def home(self) -> Places:
        """(N,): of each part, the whole that most of it is of."""
        order = np.lexsort((-self.whole, self.share, self.part))
        last = np.append(self.part[order][1:] != self.part[order][:-1], True)
        found: Places = self.whole[order][last]
        return found


def added_up(parts: Outlook, wholes: Outlook, kin: Kin | None = None) -> Outlook:
    """The parts' outlook, moved so that on each date they sum to their whole's yhat exactly.

    A whole is told better than its parts, so that it stays: the same number whatever it is split
    by. A part takes of the difference as its 80 % interval is wide (weighted least squares with
    the variances of the parts, Wickramasuriya 2019, for a whole that is given); its bounds move
    along.

    Args:
        parts: What is moved.
        wholes: What it is moved to.
        kin: Which parts sum to which whole; None where there is one whole.
    """
    yhat = _shared(parts, wholes.yhat, kin or _of_one(len(parts.panel.ids)))
    bounds = {
        one: _moved(low, high, parts.yhat, yhat, parts.panel.least)
        for one, (low, high) in parts.bounds.items()
    }
    return replace(parts, yhat=yhat, bounds=bounds)


def _moved(low: Array, high: Array, before: Array, now: Array, least: Array) -> tuple[Array, Array]:
    """An interval around its new middle; one that holds nothing sold holds it still.

    Most of what sells seldom brings nothing on most dates, whatever is expected of it in the mean.
    """
    step = now - before
    lower = np.where(low <= 0, np.minimum(low + step, 0.0), low + step)
    upper = np.where(high >= 0, np.maximum(high + step, 0.0), high + step)
    return np.maximum(np.minimum(lower, now), least), np.maximum(upper, now)


def _of_one(parts: int) -> Kin:
    return Kin(np.arange(parts), np.zeros(parts, dtype=np.int64), np.ones(parts))


def _shared(parts: Outlook, wholes: Array, kin: Kin) -> Array:
    """(N, H): what is expected of the parts, so that it sums to the wholes (M, H)."""
    least, share = parts.panel.least[kin.part], kin.share[:, None]
    low, high = parts.bounds[usual_level(parts.bounds)]
    width = np.maximum(high - low, 0.0)[kin.part] * share
    open_ = ~parts.panel.closed[kin.part, -parts.panel.horizon :]
    yhat = parts.yhat[kin.part] * share
    for _ in range(ROUNDS):
        gap = wholes - _sums(yhat, kin.whole, len(wholes))
        size = _sums(np.abs(yhat), kin.whole, len(wholes))
        if (np.abs(gap) <= np.maximum(NEAR * np.abs(wholes), ROUNDING * size)).all():
            break
        yhat = _nearer(yhat, gap[kin.whole], width, open_, kin, least)
    return _sums(yhat, kin.part, len(parts.yhat))


def _nearer(yhat: Array, gap: Array, width: Array, open_: Mask, kin: Kin, least: Array) -> Array:
    """A share of the gap for each that can take one; none goes below the floor."""
    free = open_ & ((gap >= 0) | (yhat > least))
    weight = np.where(free, width + 1e-9, 0.0)
    whole = _sums(weight, kin.whole, int(kin.whole.max(initial=0)) + 1)[kin.whole]
    found: Array = yhat + weight / np.maximum(whole, 1e-300) * gap
    return np.maximum(found, least)


def _sums(values: Array, of: Places, count: int) -> Array:
    """(count, H): the sum of the rows of each."""
    columns = [np.bincount(of, column, minlength=count) for column in values.T]
    return np.stack(columns, axis=1).astype(float)
