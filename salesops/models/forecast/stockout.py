"""When stock runs out: many ways that demand may come, held against stock and deliveries.

A way is out in the first period that wants more than is there. What comes in a period is there for
the sales of that period. What was not there to be sold is not owed: only the first time counts.
"""

from dataclasses import dataclass

import numpy as np

from salesops.models.forecast.outlook import Outlook
from salesops.models.forecast.panel import Array, Mask
from salesops.models.forecast.paths import FEW

EARLY, MIDDLE, LATE = 0.1, 0.5, 0.9
"""Shares of the ways that have run out by the early, the middle and the late date."""
CROSSED = 6.0
"""How much wider than they were missed few ways are drawn, over their number: see paths.FEW."""
WHOLE = 0.5 + 1e-6
"""Units are whole, and the sums of a forecast are not: more than half a unit asks for one more.
Just half a unit does not, whichever way its last digit falls."""


@dataclass(frozen=True, eq=False)
class RunsOut:
    """When each way of one series runs out."""

    first: Array
    """(W,): the place of the period in which it does, in order; H where it lasts them all."""
    periods: int
    """H."""

    def by(self, share: float) -> int | None:
        """The first period by whose end at least that share of the ways is out; None past H.

        Of 400 ways the 40th, the 200th and the 360th: one of the ways itself, and no mean of two.
        """
        place = int(np.ceil(share * len(self.first) - 1e-9)) - 1
        found = int(self.first[max(place, 0)])
        return found if found < self.periods else None

    def before(self, period: int) -> float:
        """The share of the ways that are out before a period begins."""
        return float((self.first < period).mean())


def ways(outlook: Outlook, at: int) -> Array:
    """(K x K, H): ways that the demand of a series may come.

    The level that each past forecast missed by, with the ups and downs of every one: K paths alone
    are too few to tell one in ten. They are not cut off at nothing day by day, as a single day is:
    of what sells seldom the days that are cut would add up to demand that nobody has.
    """
    shut = outlook.panel.closed[at, -outlook.yhat.shape[1] :]
    shocks = outlook.shocks[at] * _by_number(outlook.shocks[at])
    level = shocks.sum(axis=1) / max(int((~shut).sum()), 1)
    shapes = np.where(shut, 0.0, shocks - level[:, None])
    levels = np.where(shut, 0.0, level[:, None])
    both = levels[:, None, :] + shapes[None, :, :]
    found: Array = outlook.yhat[at] + both.reshape(-1, both.shape[2])
    return found


def _by_number(shocks: Array) -> float:
    """What the paths are drawn by: as few wider than they are (paths.py), crossed ways less so."""
    several = len(np.unique(shocks, axis=0))
    if several == len(shocks):
        return 1.0
    return (1 + CROSSED / several**2) / (1 + FEW / several)


def runs_out(demand: Array, stock: float, deliveries: Array) -> RunsOut:
    """When the ways run out.

    Args:
        demand: (W, H): what each way wants in each period.
        stock: What is there as the first of them begins; nothing is out at once.
        deliveries: (H,): what comes in each of them.
    """
    periods = demand.shape[1]
    there = stock + np.cumsum(deliveries)
    out: Mask = np.cumsum(demand, axis=1) > there + WHOLE
    if stock <= 0:
        out = np.ones_like(out)
    first = np.where(out.any(axis=1), out.argmax(axis=1), periods)
    return RunsOut(np.sort(first), periods)
