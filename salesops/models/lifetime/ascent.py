"""Newton's ascent to the likeliest parameters, all of them above 0."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Evaluate = Callable[[Array], tuple[float, Array, Array]]
"""Of parameters: the log likelihood, its slopes, and its curvature."""
LOOSE = 1e-4
"""What the data leaves open does not run away: a pull to 1 on the log scale, that weak."""
FAR = 9.0
"""Nor beyond 1 in 8,000 and 8,000: customers are then alike, and more alike says nothing more."""
STEP = 1.5
"""The longest step, on the log scale: far away the curvature misleads."""
NEAR = 1e-10
"""A gain in likelihood, as a share of it, after which no digit that is shown moves any more."""
POLISH = 2
"""Steps past that, each twice as many digits: no machine's last digit then reaches a cent."""
DIGITS = 9
MOST = 100
HALVINGS = 20


@dataclass(frozen=True)
class Fit:
    """The parameters, how likely they make the data, and how far they can be trusted."""

    values: Array
    likelihood: float
    covariance: Array
    """Of their logarithms."""


@dataclass(frozen=True)
class _Place:
    """By the logarithms of the parameters, which then need no bounds below."""

    at: Array
    value: float
    slope: Array
    curve: Array

    @property
    def free(self) -> NDArray[np.bool_]:
        """Which parameters may still move: not those that press against an end."""
        outward = np.where(self.at >= FAR, self.slope > 0, self.slope < 0)
        return (np.abs(self.at) < FAR) | ~outward

    @property
    def step(self) -> Array:
        """Newton's; where the curve bends up, as far the other way."""
        free = self.free
        bends, ways = np.linalg.eigh(-self.curve[np.ix_(free, free)])
        bends = np.maximum(np.abs(bends), LOOSE)
        step = np.zeros_like(self.at)
        step[free] = (ways * ((ways * self.slope[free, None]).sum(axis=0) / bends)).sum(axis=1)
        longest = float(np.abs(step).max(initial=0))
        step = step * (STEP / longest) if longest > STEP else step
        # As far as the first end, and there that parameter stays.
        room = np.where(step > 0, FAR - self.at, FAR + self.at)
        past = np.abs(step) > room
        return step * float((room[past] / np.abs(step[past])).min()) if past.any() else step

    @property
    def covariance(self) -> Array:
        """Of what may move; what presses against an end stands still."""
        free = self.free
        found = np.zeros_like(self.curve)
        found[np.ix_(free, free)] = np.linalg.pinv(-self.curve[np.ix_(free, free)])
        return found


def ascend(evaluate: Evaluate, start: Sequence[float]) -> Fit:
    """The parameters that make the data likeliest, from some to start at."""
    here = _place(evaluate, np.log(np.asarray(start, dtype=float)))
    for _ in range(MOST):
        higher = _higher(evaluate, here)
        if higher is None:
            break
        gain, here = higher.value - here.value, higher
        if gain < NEAR * abs(here.value):
            break
    for _ in range(POLISH):
        here = _place(evaluate, here.at + here.step)
    return Fit(_kept(np.exp(here.at)), here.value, _kept(here.covariance))


def _kept(values: Array) -> Array:
    """To nine digits: what machines do differently in the last one goes no further."""
    return np.array([float(f"{value:.{DIGITS}g}") for value in values.flat]).reshape(values.shape)


def _higher(evaluate: Evaluate, here: _Place) -> _Place | None:
    """The first place on the way that is higher: the whole step, half of it, ..; None of none."""
    step = here.step
    for _ in range(HALVINGS):
        there = _place(evaluate, np.clip(here.at + step, -FAR, FAR))
        if there.value > here.value:
            return there
        step = step / 2
    return None


def _place(evaluate: Evaluate, at: Array) -> _Place:
    values = np.exp(at)
    likelihood, slope, curve = evaluate(values)
    slope = slope * values
    return _Place(
        at,
        likelihood - LOOSE / 2 * float((at * at).sum()),
        slope - LOOSE * at,
        curve * np.outer(values, values) + np.diag(slope) - LOOSE * np.eye(at.size),
    )
