"""The periods of one question, past and to come, and the panels that stand on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from salesops.commands._series.events import days_of, events
from salesops.commands._series.opening import Opening, opening
from salesops.commands._series.parts import Parts, before
from salesops.commands._series.whole import Whole
from salesops.models.forecast.panel import Array, Days, Freq, Mask, Panel


@dataclass(frozen=True, eq=False)
class Span:
    """T periods that are known in full, and the H after them."""

    freq: Freq
    periods: Whole
    horizon: int
    orders: tuple[Days, Array]
    """The days with sales, and how many orders each had."""
    country: str | None
    """Whose holidays are marked."""

    @cached_property
    def dates(self) -> Days:
        """(T + H,): their first days."""
        return self.freq.starts(self.periods.first, len(self.periods.starts) + self.horizon)

    @cached_property
    def opening(self) -> Opening:
        """When the store sells; of weeks and months nothing is told."""
        if self.freq is Freq.DAY and len(self.periods.starts):
            return opening(self.dates, self.sums(*self.orders)[0], self.horizon)
        return Opening(np.zeros(len(self.dates), dtype=bool), (), frozenset())

    @cached_property
    def events(self) -> Mapping[str, Mask]:
        """The holidays."""
        return events(self.country, self.dates, self.freq) if self.country else {}

    @cached_property
    def kept(self) -> Mapping[str, Mask]:
        """The holidays that the store keeps: on each that the history holds it had no order."""
        if not self.opening.off:
            return {}
        past = len(self.periods.starts)
        hidden = self.opening.hidden(self.dates[:past])
        off = hidden & ~self.opening.shut[:past]
        return {
            name: mask
            for name, mask in days_of(self.events).items()
            if (mask[:past] & off).any() and hidden[mask[:past]].all()
        }

    @cached_property
    def shut(self) -> Mask:
        """(T + H,): closed weekdays, and the holidays that the store keeps."""
        found: Mask = np.logical_or.reduce([self.opening.shut, *self.kept.values()])
        return found

    def sums(self, days: Days, values: Array) -> Array:
        """(1, T): the values of the days in each period of the past."""
        first, end = np.datetime64(self.periods.first), np.datetime64(self.periods.end)
        within = (days >= first) & (days < end)
        at, size = self.periods.index(days[within]), len(self.periods.starts)
        return np.bincount(at, values[within], minlength=size)[None, :].astype(float)

    def panel(self, parts: Parts, out: Mask | None = None) -> Panel:
        """What a forecast is told from: sales, but for periods that say nothing of them."""
        raw = parts.values
        hidden = before(raw) | self.opening.hidden(self.dates[: raw.shape[1]])
        y = np.where(hidden if out is None else hidden | out, np.nan, raw)
        floor = None if (raw < 0).any() else 0.0
        first, events = self.periods.first, self.events
        return Panel(parts.ids, first, self.freq, y, self.horizon, self.shut, events, floor)
