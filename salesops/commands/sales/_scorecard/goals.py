"""A goal: what is to be reached, in which kind of period, and against what."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from salesops.commands.sales._scorecard.metrics import METRICS, Measured
from salesops.result import Period
from salesops.units import Unit, text


@dataclass(frozen=True)
class Base:
    """What a period is compared with."""

    kind: str = "prev"
    """prev, prev-week, prev-year, prev-year-dow, or baseline."""
    count: int = 1
    """Of prev: the mean of so many periods before."""
    baseline: Period | None = None
    """Of baseline: the period whose whole days, weeks, months or quarters are the measure."""

    def spoken(self, over: str) -> str:
        """As in `up 10 % on the month before`."""
        if self.baseline is not None:
            return f"a {over} of {self.baseline.name}"
        if self.kind == "prev" and self.count > 1:
            return f"the mean of the {self.count} {over}s before"
        return {
            "prev": f"the {over} before",
            "prev-week": "the same weekday before",
            "prev-year": "a year before",
            "prev-year-dow": "364 days before",
        }[self.kind]


@dataclass(frozen=True)
class Bounds:
    """The least and the most that is wanted; None where there is no such end."""

    low: Fraction | None
    high: Fraction | None

    @property
    def ranges(self) -> bool:
        """Whether it has both ends."""
        return self.low is not None and self.high is not None


@dataclass(frozen=True)
class Goal:
    """One line of the goals file."""

    metric: str
    over: str
    """day, week, month or quarter."""
    bounds: Bounds
    """In the metric's own unit, or as growth on the base."""
    grows: bool = False
    base: Base = Base()
    name: str = ""
    owner: str | None = None
    starts: date | None = None
    """The first period it is asked of begins on this day or later."""
    ends: date | None = None
    """No period is asked that begins after this day."""
    market_size: Fraction | None = None

    @property
    def measured(self) -> Measured:
        """The metric it is about."""
        return METRICS[self.metric]

    @property
    def title(self) -> str:
        """What it is called."""
        return self.name or self.measured.title

    def asks(self, start: date) -> bool:
        """Whether it is a goal of the period that begins on this day."""
        return (self.starts is None or start >= self.starts) and (
            self.ends is None or start <= self.ends
        )

    def wanted(self, currency: str | None) -> str:
        """As a reader would say it: `up 10 to 20 % on the month before`, `at least 90.0 %`."""
        low, high = self.bounds.low, self.bounds.high
        if self.grows:
            return f"{self._growth()} on {self.base.spoken(self.over)}"
        said = [self._bound(end, currency) for end in (low, high)]
        if self.bounds.ranges:
            return f"{said[0]} to {said[1]}"
        return f"at least {said[0]}" if high is None else f"at most {said[1]}"

    def _growth(self) -> str:
        ends = [end for end in (self.bounds.low, self.bounds.high) if end is not None]
        if min(ends) < 0 < max(ends):
            return f"from {_percent(min(ends)):+g} to {_percent(max(ends)):+g} %"
        word = "down" if min(ends) < 0 else "up"
        said = " to ".join(f"{_percent(end):g}" for end in sorted(map(abs, ends)))
        modest = len(ends) == 1 and (word == "up") != self.measured.rises
        return f"{word} {said} %{' at most' if modest else ''}"

    def _bound(self, end: Fraction | None, currency: str | None) -> str:
        unit = self.measured.unit
        shown = self.measured.shown(end)
        return text(shown, Unit.FIGURE if unit is Unit.COUNT else unit, currency)


def _percent(growth: Fraction) -> float:
    return float(growth * 100)
