"""How long until something happens, where of some it has not happened yet (Kaplan-Meier)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
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
    counts = Counter((wait.days, wait.happened) for wait in waits)
    times = {days for days, _ in counts}
    return counted((days, counts[days, True], counts[days, False]) for days in times)


def counted(times: Iterable[tuple[int, int, int]]) -> list[Step]:
    """The same of very many, in whatever unit: each time, to how many it happened, how many left.

    Who leaves at a time counts as still waiting at it.
    """
    found = sorted(times)
    waiting = sum(happened + gone for _, happened, gone in found)
    left, curve = 1.0, list[Step]()
    for when, happened, gone in found:
        if happened:
            left *= 1 - happened / waiting
            curve.append(Step(when, waiting, happened, left))
        waiting -= happened + gone
    return curve


@dataclass(frozen=True)
class By:
    """The share to whom it has happened by a time, and where the true one lies."""

    share: float
    low: float | None
    high: float | None


def by(curve: Sequence[Step], when: int, width: float = WIDTH) -> By:
    """By Kaplan and Meier, the bounds of Greenwood's variance by the log-log transform."""
    come = [step for step in curve if step.days <= when]
    if not come:
        return By(0.0, None, None)
    bounds = {days: (low, high) for days, low, high in _bands(come, width)}
    low, high = bounds.get(come[-1].days, (None, None))
    return By(
        1 - come[-1].left,
        None if high is None else 1 - high,
        None if low is None else 1 - low,
    )


HALF = 0.5
_NEARLY = 1e-9
FEWEST = 6
"""Of fewer, even from the first to the last does not hold the median 95 times in 100."""


def median(waits: Iterable[Wait]) -> int | None:
    """By when it has happened to half of them; None where the curve does not come so far."""
    return half(steps(waits))


def half(curve: Iterable[Step]) -> int | None:
    """The first time at which the curve has come to a half."""
    return next((step.days for step in curve if step.left <= HALF + _NEARLY), None)


def median_within(waits: Iterable[Wait], width: float = WIDTH) -> tuple[int | None, int | None]:
    """Where the median lies with 95 % confidence; None for an end that the curve does not tell.

    Brookmeyer and Crowley (1982) with the log-log transform: from the first time at which the lower
    bound of the curve has come to a half, to the first at which its upper bound has.
    """
    return half_within(steps(waits), width)


def half_within(curve: Iterable[Step], width: float = WIDTH) -> tuple[int | None, int | None]:
    """The same of a curve."""
    bands = list(_bands(curve, width))
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
