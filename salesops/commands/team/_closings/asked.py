"""What is asked of closings, checked: the periods ahead, and what an amount left blank is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from salesops.errors import UsageError, meant
from salesops.models.closing.clock import Whole
from salesops.periods.dates import floor, step

FREQUENCIES = {"week": 13, "month": 4, "quarter": 4}
"""And how many periods are shown unasked, this one among them."""
MOST = 104
VALUES = ("amount", "list-price", "mean-won")


@dataclass(frozen=True)
class Span:
    """A period: the days [first, end)."""

    first: date
    end: date
    name: str

    @property
    def days(self) -> int:
        """How many it has."""
        return (self.end - self.first).days


@dataclass(frozen=True)
class Asked:
    """The question."""

    freq: str
    periods: int
    value: str
    week_start: int = 1

    def ahead(self, at: datetime) -> list[Span]:
        """The period that `at` lies in, and those after it."""
        return [self._span(at, n) for n in range(self.periods)]

    def before(self, at: datetime, count: int) -> list[Span]:
        """The periods before it, oldest first."""
        return [self._span(at, n) for n in range(-count, 0)]

    def _span(self, at: datetime, n: int) -> Span:
        start = step(floor(at, self.freq, self.week_start), self.freq, n)
        return Span(start.date(), step(start, self.freq, 1).date(), _name(start, self.freq))


def _name(start: datetime, freq: str) -> str:
    if freq == "quarter":
        return f"{start.year}-Q{(start.month + 2) // 3}"
    return f"{start:%Y-%m}" if freq == "month" else f"{start:%Y-%m-%d}"


def ends(spans: Sequence[Span], today: date) -> Whole:
    """Days from today on which the periods end."""
    return np.array([(span.end - today).days for span in spans], dtype=np.int64)


def asked(freq: str, periods: int | None, value: str, week_start: int) -> Asked:
    """The question that the options ask.

    Raises:
        UsageError: an unknown word, or more periods than can be told.
    """
    word, worth = freq.strip().lower(), value.strip().lower()
    if word not in FREQUENCIES:
        raise UsageError(f"--freq {freq}: {meant(word, tuple(FREQUENCIES))}")
    if worth not in VALUES:
        raise UsageError(f"--value {value}: {meant(worth, VALUES)}")
    return Asked(word, periods or FREQUENCIES[word], worth, week_start)
