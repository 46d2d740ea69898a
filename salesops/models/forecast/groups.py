"""Series of about one length, told together: the same steps for all, and for each always the same.

What a series is told from depends on its own length and panel alone, never on its neighbours.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from salesops.models.forecast.method import METHODS, RARE
from salesops.models.forecast.origin import Scene
from salesops.models.forecast.panel import Array, Freq, Panel

CHUNK = 128
"""Series at once: what fits a processor's cache."""
SHORT = 64
"""Periods up to which series are told apart finely."""
FINE = {Freq.DAY: 8, Freq.WEEK: 4, Freq.MONTH: 4}
COARSE = {Freq.DAY: 64, Freq.WEEK: 8, Freq.MONTH: 8}


@dataclass(frozen=True, eq=False)
class Group:
    """Series of about one length, and the calendar that they are told on."""

    rows: NDArray[np.int64]
    """Their places in the panel."""
    scene: Scene
    least: int
    """Periods that each of them has at least."""


def groups(panel: Panel, y: Array) -> Iterator[Group]:
    """Every series that has a known value, in groups."""
    periods = y.shape[1]
    known = ~np.isnan(y)
    some = known.any(axis=1) if periods else np.zeros(len(y), dtype=bool)
    length = periods - np.argmax(known, axis=1) if periods else np.zeros(len(y), dtype=np.int64)
    rare = _rare(y, known)
    least, most = _lengths(length, panel.freq)
    kinds = sorted(
        {
            (int(a), int(b), bool(c))
            for a, b, c in zip(least[some], most[some], rare[some], strict=True)
        }
    )
    for low, high, seldom in kinds:
        rows = np.flatnonzero(some & (least == low) & (rare == seldom))
        for start in range(0, len(rows), CHUNK):
            chosen = rows[start : start + CHUNK]
            first = max(periods - high, 0)
            yield Group(chosen, _scene(panel, y, chosen, first, rare=seldom), low)


def _lengths(length: NDArray[np.int64], freq: Freq) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The least and the most that series of about the same length have."""
    width = np.where(length < SHORT, FINE[freq], COARSE[freq])
    least = length // width * width
    return np.maximum(least, 1), least + width


def _rare(y: Array, known: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether a series sells in few of its periods, and never less than nothing."""
    sold, negative = (
        (np.where(known, y, 0.0) > 0).sum(axis=1),
        (np.where(known, y, 0.0) < 0).any(axis=1),
    )
    found: NDArray[np.bool_] = (known.sum(axis=1) >= RARE * np.maximum(sold, 1)) & ~negative
    return found


def _scene(panel: Panel, y: Array, rows: NDArray[np.int64], first: int, *, rare: bool) -> Scene:
    dates = panel.dates[first:]
    days = (dates - dates.astype("datetime64[M]")).astype(np.int64)
    return Scene(
        y[rows, first:],
        panel.freq,
        METHODS[panel.freq],
        panel.horizon,
        days,
        {name: mask[first:] for name, mask in panel.events.items()},
        rare,
        panel.least[rows],
    )
