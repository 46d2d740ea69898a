"""Series on one calendar: what a forecast is told from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Days = NDArray[np.datetime64]


class Freq(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"

    @property
    def horizon(self) -> int:
        """Periods forecast where nobody says: four weeks, a quarter, a year."""
        return {Freq.DAY: 28, Freq.WEEK: 13, Freq.MONTH: 12}[self]

    @property
    def cycle(self) -> int:
        """Periods after which things come again: the days of a week, the year of the others."""
        return {Freq.DAY: 7, Freq.WEEK: 52, Freq.MONTH: 12}[self]

    @property
    def season(self) -> float:
        """Periods of its season, which for weeks is no whole number of them."""
        return 7.0 if self is Freq.DAY else self.year

    @property
    def year(self) -> float:
        """Periods of a year."""
        return {Freq.DAY: 365.25, Freq.WEEK: 365.25 / 7, Freq.MONTH: 12.0}[self]

    def starts(self, first: date, periods: int) -> Days:
        """The first days of so many periods in a row."""
        if self is Freq.MONTH:
            months = np.datetime64(first, "M") + np.arange(periods)
            return months.astype("datetime64[D]")
        days = 1 if self is Freq.DAY else 7
        return np.datetime64(first, "D") + days * np.arange(periods)


@dataclass(frozen=True, eq=False)
class Panel:
    """N series over the same T periods, and the H periods to come.

    y is (N, T): what came in each period, NaN where that says nothing: before the first sale, on
    days the store was shut, out of stock or otherwise masked. Money, orders or units alike.
    """

    ids: tuple[str, ...]
    first: date
    """The first day of the first period."""
    freq: Freq
    y: Array
    horizon: int
    shut: Mask | None = None
    """(T + H,) or (N, T + H): nothing is sold then. Forecasts are 0 there; y is NaN or 0."""
    events: Mapping[str, Mask] = field(default_factory=dict)
    """(T + H,) by name: holidays, and the days around them, each its own name."""
    floor: float | None = 0.0
    """0: no forecast is lower. None: one of a series that was negative before may be, as of net
    sales with their returns; those that never were have 0."""

    @cached_property
    def dates(self) -> Days:
        """(T + H,): the first day of each period, those to come last."""
        return self.freq.starts(self.first, self.y.shape[1] + self.horizon)

    @property
    def ahead(self) -> Days:
        """(H,): the periods to come."""
        return self.dates[self.y.shape[1] :]

    @cached_property
    def closed(self) -> Mask:
        """(N, T + H): where nothing is sold."""
        wide = (len(self.ids), self.y.shape[1] + self.horizon)
        return np.broadcast_to(False if self.shut is None else self.shut, wide)

    @cached_property
    def least(self) -> Array:
        """(N, 1): below which no forecast lies; minus infinity where it may be negative."""
        if self.floor is not None:
            return np.full((len(self.ids), 1), self.floor)
        return np.where((np.nan_to_num(self.y) < 0).any(axis=1), -np.inf, 0.0)[:, None]

    @cached_property
    def place(self) -> int:
        """Where the first period to come stands in its cycle: from Monday, or from January."""
        first = self.freq.starts(self.first, self.y.shape[1] + 1)[-1].astype(object)
        if self.freq is Freq.DAY:
            return int(first.weekday())
        if self.freq is Freq.MONTH:
            return int(first.month) - 1
        return int(first.timetuple().tm_yday - 1) // 7

    @cached_property
    def age(self) -> NDArray[np.int64]:
        """(N,): periods since the first that is known; 0 where none is."""
        known = ~np.isnan(self.y)
        found: NDArray[np.int64] = np.logical_or.accumulate(known, axis=1).sum(axis=1)
        return found
