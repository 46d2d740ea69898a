"""How good forecasts were: errors scaled by what the past misses by, coverage, cost."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np
from forecast_held import Set

from salesops.models.forecast.engine import forecast
from salesops.models.forecast.named import members, own
from salesops.models.forecast.other import naive, theirs
from salesops.models.forecast.other.told import Told, mean, settled
from salesops.models.forecast.outlook import Outlook
from salesops.models.forecast.panel import Array, Freq, Mask

LEVELS = (0.5, 0.8, 0.9, 0.95)
QUANTILES = (0.025, 0.1, 0.5, 0.9, 0.975)
CORE, ENSEMBLE = "core engine", "ensemble"
ALONE = {
    Freq.DAY: ("autoets", "theta"),
    Freq.WEEK: ("autoets", "theta", "mstl"),
    Freq.MONTH: ("autoets", "theta", "ces", "mstl"),
}
"""Models of statsforecast by the length of a period."""
T = TypeVar("T")


@dataclass(frozen=True)
class Score:
    """A method on a set; means over series, but WAPE and bias, which are of the sums."""

    method: str
    mase: Array
    """(N,): of each series."""
    rmsse: float
    wape: float
    bias: float
    covered: dict[float, float]
    pinball: float
    cpu: float
    """Milliseconds a series."""
    stood_in: int
    """Series that the core engine told, since the method could not."""


def cpu(act: Callable[[], T]) -> tuple[T, float]:
    """What it gives, and CPU seconds of all threads."""
    began = time.process_time()
    found = act()
    return found, time.process_time() - began


def scores(one: Set) -> list[Score]:
    """The core engine, the ensemble, and what it is measured against."""
    _warm(one)
    core, took = cpu(lambda: forecast(one.past, LEVELS))
    told, cost = {CORE: own(core)}, {CORE: took}
    for name in ALONE[one.past.freq]:
        told[name], cost[name] = cpu(partial(theirs.tell, name, one.past, LEVELS))
    joined = (CORE, *members(one.past))
    told[ENSEMBLE] = mean([told[name] for name in joined])
    cost[ENSEMBLE] = sum(cost[name] for name in joined)
    told[naive.NAME], cost[naive.NAME] = cpu(lambda: naive.tell(one.past, LEVELS))
    order = (CORE, ENSEMBLE, *ALONE[one.past.freq], naive.NAME)
    return [score(name, one, told[name], core, cost[name]) for name in order]


def _warm(one: Set) -> None:
    """A start is not the cost of a series."""
    few = one.sample(1).past
    forecast(few, LEVELS)
    theirs.tell("theta", few, LEVELS)


def score(name: str, one: Set, told: Told, core: Outlook, seconds: float) -> Score:
    """A method's errors; of a method named in `--method`, by its own name."""
    found = settled(one.past, told, own(core))
    came, (scale, square) = _open(one), _scales(one)
    missed = found.yhat - came
    total = np.nansum(np.abs(came))
    return Score(
        method=theirs.MODELS.get(name, name),
        mase=np.nanmean(np.abs(missed), axis=1) / scale,
        rmsse=_mean(np.sqrt(np.nanmean(missed**2, axis=1) / square)),
        wape=float(np.nansum(np.abs(missed)) / total),
        bias=float(np.nansum(missed) / total),
        covered={level: float(np.nanmean(_within(found, level, came))) for level in LEVELS},
        pinball=_mean(_pinball(found, came) / scale),
        cpu=1000 * seconds / len(came),
        stood_in=len(told.able) - sum(told.able),
    )


def coverage(sets: Iterable[Set]) -> dict[float, Array]:
    """By level, whether what came lay within the core engine's interval, and at last its sum.

    (N, H + 1) each; NaN where nothing came.
    """
    each: dict[float, list[Array]] = {level: [] for level in LEVELS}
    for one in sets:
        found = forecast(one.past, LEVELS)
        for level in LEVELS:
            within = _within(own(found), level, _open(one))
            each[level].append(np.column_stack([within, _sum_within(found, level, one)]))
    return {level: np.concatenate(found) for level, found in each.items()}


def _sum_within(found: Outlook, level: float, one: Set) -> Array:
    """The same of all periods together, whose interval is that of whole paths."""
    ends = [found.sum_within(level, place) for place in range(len(found.yhat))]
    low, high = np.array(ends).T
    came = np.where(_shut(one)[:, -one.past.horizon :], 0.0, one.came).sum(axis=1)
    return np.where(np.isfinite(came), (came >= low) & (came <= high), np.nan)


def _open(one: Set) -> Array:
    """What came on the days that are not shut: the others are told right by every method."""
    return np.where(_shut(one)[:, -one.past.horizon :], np.nan, one.came)


def _shut(one: Set) -> Mask:
    return one.past.closed


def _scales(one: Set) -> tuple[Array, Array]:
    """Mean absolute and squared difference from a cycle to the next, in the past of each series.

    A series of nothing but one value has none, and is left out of the means.
    """
    past = np.where(_shut(one)[:, : -one.past.horizon], np.nan, one.past.y)
    cycle = one.past.freq.cycle
    steps = past[:, cycle:] - past[:, :-cycle]
    with np.errstate(all="ignore"):
        count = np.isfinite(steps).sum(axis=1)
        absolute, square = np.nansum(np.abs(steps), axis=1), np.nansum(steps**2, axis=1)
        some = (count > 0) & (absolute > 0)
        return np.where(some, absolute / count, np.nan), np.where(some, square / count, np.nan)


def _within(found: Told, level: float, came: Array) -> Array:
    """1 within, 0 without, NaN where nothing came."""
    low, high = found.bounds[level]
    return np.where(np.isfinite(came), (came >= low) & (came <= high), np.nan)


def _pinball(found: Told, came: Array) -> Array:
    """(N,): the mean loss over five quantiles."""
    (low80, high80), (low95, high95) = found.bounds[0.8], found.bounds[0.95]
    told = (low95, low80, found.yhat, high80, high95)
    loss = [
        np.nanmean(np.maximum(q * (came - bound), (q - 1) * (came - bound)), axis=1)
        for q, bound in zip(QUANTILES, told, strict=True)
    ]
    return np.asarray(np.mean(loss, axis=0))


def _mean(values: Array) -> float:
    return float(np.nanmean(values))
