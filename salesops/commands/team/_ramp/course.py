"""How far a rep has come, month by month since the start."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from statistics import fmean

from salesops.commands.team._ramp.months import TRAILING, Key, Usual, first_of, number
from salesops.models.compare import ratio

JUNE = 6


@dataclass(frozen=True)
class Stand:
    """A rep at the end of a month since the start."""

    since: int
    won: Decimal
    deals: int
    mean: Decimal | None
    """Of three months; None before there are so many."""
    usual: Usual | None
    plan: float
    """What the plan asks for in the month."""

    @property
    def share(self) -> float | None:
        """Of the median of the tenured."""
        return ratio(self.mean, self.usual.median) if self.usual else None


@dataclass(frozen=True)
class Ramp:
    """A rep whose start lies in the data."""

    key: Key
    name: str
    starts: date
    ends: date | None
    stated: bool
    """Whether a ramp plan is stated that says percents."""
    stands: tuple[Stand, ...]
    bar: float
    days_so_far: int

    @property
    def last(self) -> Stand | None:
        """The latest whole month."""
        return self.stands[-1] if self.stands else None

    @cached_property
    def reached(self) -> Stand | None:
        """The first month at whose end they were at the bar."""
        return next((s for s in self.stands if s.share is not None and s.share >= self.bar), None)

    @property
    def judged(self) -> bool:
        """Whether there was somebody tenured to hold them against, or no month yet to do so."""
        ripe = [s for s in self.stands if s.mean is not None]
        return not ripe or any(s.usual for s in ripe)

    @property
    def days(self) -> int:
        """Until the end of the month in which the bar was reached; else those seen so far."""
        if self.reached is None:
            return self.days_so_far
        month = number(self.starts) + self.reached.since
        return (first_of(month + 1) - self.starts).days

    @property
    def planned(self) -> float | None:
        """What the plan asks for in the last three months, in the mean."""
        return fmean(s.plan for s in self.stands[-TRAILING:]) if self.stands else None

    @property
    def half(self) -> str:
        """The half-year of the start: 2026 H1."""
        return f"{self.starts.year} H{1 if self.starts.month <= JUNE else 2}"
