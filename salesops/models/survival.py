"""How long until something happens, where of some it has not happened yet (Kaplan-Meier)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import exp, log, sqrt

from salesops.models.apart import WIDTH


@dataclass(frozen=True)
class Wait:
    """One who waits: how long so far, and whether it has happened."""

    days: int
    happened: bool


@dataclass(frozen=True)
class Step:
    """A time at which it happened to somebody."""

    days: int
    waiting: int
    """Of whom it had not happened, and who were still looked at, just before."""
    happened: int
    left: float
    """The share to whom it has not happened yet, by then."""


def steps(waits: Iterable[Wait]) -> list[Step]:
    """The curve of those to whom it has not happened; who is censored counts until then."""
    found = sorted(waits, key=lambda wait: wait.days)
    left, curve = 1.0, list[Step]()
    for days in sorted({wait.days for wait in found if wait.happened}):
        waiting = sum(wait.days >= days for wait in found)
        happened = sum(wait.happened and wait.days == days for wait in found)
        left *= 1 - happened / waiting
        curve.append(Step(days, waiting, happened, left))
    return curve


HALF = 0.5
_NEARLY = 1e-9
FEWEST = 6
"""Of fewer, even from the first to the last does not hold the median 95 times in 100."""


def median(waits: Iterable[Wait]) -> int | None:
    """By when it has happened to half of them; None where the curve does not come so far."""
    return next((s.days for s in steps(waits) if s.left <= HALF + _NEARLY), None)


def median_within(waits: Iterable[Wait], width: float = WIDTH) -> tuple[int | None, int | None]:
    """Where the median lies with 95 % confidence; None for an end that the curve does not tell.

    Brookmeyer and Crowley (1982) with the log-log transform: from the first time at which the lower
    bound of the curve has come to a half, to the first at which its upper bound has.
    """
    bands = list(_bands(steps(waits), width))
    low = next((days for days, lower, _ in bands if lower <= HALF + _NEARLY), None)
    high = next((days for days, _, upper in bands if upper <= HALF + _NEARLY), None)
    return low, high


def _bands(curve: Iterable[Step], width: float) -> Iterator[tuple[int, float, float]]:
    """The curve's bounds by Greenwood's variance; none at its end, where nobody is left."""
    summed = 0.0
    for step in curve:
        if step.happened == step.waiting:
            return
        summed += step.happened / (step.waiting * (step.waiting - step.happened))
        depth = log(step.left)
        reach = width * sqrt(summed) / -depth
        yield step.days, exp(depth * exp(reach)), exp(depth * exp(-reach))
