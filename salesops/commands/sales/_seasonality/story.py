"""What seasonality finds out: the history, its seasons, and whether they can be believed."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

import numpy as np

from salesops.commands.sales._forecast.asked import TOTAL, Asked
from salesops.commands.series import Series, history
from salesops.models.forecast.engine import forecast
from salesops.models.forecast.outlook import Outlook
from salesops.models.forecast.panel import Freq
from salesops.queries.database import Database
from salesops.result import Period
from salesops.units import Unit, counted, text

COMMON = date(2026, 1, 1)
"""A year without a leap day: weeks of the year are named by its dates."""


@dataclass(frozen=True)
class Told:
    """The season of one series."""

    name: str
    cycles: float
    """How often it could be seen, from its first known period on."""
    strength: float | None
    """None where too little is known."""
    indices: tuple[float | None, ...]
    """By phase, as shares of the mean; None on weekdays when the store is closed."""
    why: str
    """What lacks; empty where the season is detected."""

    @property
    def detected(self) -> bool:
        """Whether it may be relied on."""
        return not self.why

    @property
    def ends(self) -> tuple[int, int]:
        """The phases of its peak and its trough."""
        known = [(index, phase) for phase, index in enumerate(self.indices) if index is not None]
        return max(known, key=lambda one: (one[0], -one[1]))[1], min(known)[1]


@dataclass(frozen=True)
class Story:
    """The answers of one question."""

    db: Database
    asked: Asked
    limits: Any

    @property
    def freq(self) -> Freq:
        """How long a phase is."""
        return Freq(self.asked.freq)

    @property
    def cycle(self) -> str:
        """What comes again."""
        return "week" if self.freq is Freq.DAY else "year"

    @cached_property
    def series(self) -> Series:
        """What the exports know of the past."""
        asked = self.asked
        return history(self.db, asked.measure, asked.by, self.freq, self.freq.horizon)

    @property
    def known(self) -> bool:
        """Whether anything was ever sold."""
        return bool(self.series.parts.ids) and self.series.total.y.shape[1] > 0

    @property
    def window(self) -> Period:
        """The history that it is told from."""
        ends = (self.series.total.first, self.series.end)
        start, end = (datetime.combine(day, time()) for day in ends)
        seen = counted(self.series.total.y.shape[1], self.asked.freq)
        return Period(start, end, seen, so_far=False)

    @cached_property
    def total(self) -> Told:
        """The whole as one series."""
        return self._told(forecast(self.series.total), 0, TOTAL)

    @cached_property
    def parts(self) -> list[Told]:
        """The parts of it, the most sold first; none where only the total is asked for."""
        if not self.asked.parted:
            return []
        outlook, sums = forecast(self.series.parts), self.series.raw.sum(axis=1)
        ids = self.series.parts.ids
        order = sorted(range(len(ids)), key=lambda n: (-sums[n], ids[n]))
        return [self._told(outlook, place, ids[place]) for place in order]

    @property
    def all(self) -> list[Told]:
        """The total, then its parts."""
        return [self.total, *self.parts] if self.known else []

    @cached_property
    def phases(self) -> tuple[str, ...]:
        """The phases of the cycle, in words."""
        if self.freq is Freq.DAY:
            return tuple(calendar.day_name)
        if self.freq is Freq.MONTH:
            return tuple(calendar.month_name)[1:]
        starts = (COMMON + timedelta(days=7 * week) for week in range(self.freq.cycle))
        return tuple(f"week of {calendar.month_abbr[day.month]} {day.day}" for day in starts)

    def _told(self, outlook: Outlook, place: int, name: str) -> Told:
        y = outlook.panel.y[place]
        known = np.flatnonzero(~np.isnan(y))
        length = 7.0 if self.freq is Freq.DAY else self.freq.year
        cycles = (len(y) - int(known[0])) / length if len(known) else 0.0
        found = float(outlook.strength[place])
        strength = round(found, 4) if np.isfinite(found) else None
        why = next(self._lacking(outlook, place, cycles, strength), "")
        indices = (self._index(phase, of) for phase, of in enumerate(outlook.season[place]))
        return Told(name, round(cycles, 4), strength, tuple(indices), why)

    def _index(self, phase: int, value: float) -> float | None:
        shut = self.freq is Freq.DAY and phase in self.series.closed
        return None if shut else round(float(value), 4)

    def _lacking(
        self, outlook: Outlook, place: int, cycles: float, strength: float | None
    ) -> Iterator[str]:
        """What a season needs and this one has not, the first cause first."""
        if cycles < self.limits.cycles:
            # Cut, not rounded: 1.96 of 2 would read as 2.0 of 2.
            seen = int(cycles * 10) / 10
            yield f"too few cycles: {seen:.1f} {self.cycle}s of {self.limits.cycles}"
        if strength is None:
            yield f"too few {self.asked.freq}s are known"
        if not outlook.record.origins[place] > 0:
            yield "too short to be tried on its past"
        if not outlook.seasonal[place]:
            yield "no better out of sample than without a season"
        if strength is not None and strength < self.limits.strength:
            said = text(strength, Unit.RATIO)
            yield f"too weak: strength {said} of {text(self.limits.strength, Unit.RATIO)}"
