"""The forecast as it would have been some time ago, against what came."""

from dataclasses import dataclass
from functools import cached_property
from math import log

from salesops.commands.customers._clv.bought import DAYS_A_WEEK, Array, Bought, Known
from salesops.models.lifetime.worth import Worth, around, fit

EVERY = slice(None)
WORST = log(10)
"""Ten times too much, or too little: such a forecast says nothing."""


@dataclass(frozen=True)
class Backtest:
    """Fitted to the days until then, and held against the days since."""

    known: Known
    worth: Worth
    times: Array
    """How often each customer bought since."""
    values: Array
    days: int

    @cached_property
    def purchases(self) -> tuple[float, float]:
        """Forecast and actual."""
        return float(self.worth.coming.mean.sum()), float(self.times.sum())

    @cached_property
    def value(self) -> tuple[float, float]:
        """Forecast and actual."""
        return float(self.worth.value.sum()), float(self.values.sum())

    @cached_property
    def interval(self) -> tuple[float, float]:
        """Of the value, by chance and by the errors of the fit alone."""
        forecast, _ = self.value
        return around(forecast, self.worth.variance(EVERY), self.worth.unsure[1])

    @property
    def held(self) -> bool:
        """Whether the actual value lies within it."""
        low, high = self.interval
        return low <= self.value[1] <= high

    @property
    def inside(self) -> float:
        """The share of customers whose purchases lie within their own intervals."""
        low, high = self.worth.between
        return float(((self.times >= low) & (self.times <= high)).mean())

    @property
    def miss(self) -> float:
        """How far off the value was, on the log scale."""
        forecast, actual = self.value
        if min(forecast, actual) <= 0:
            return WORST if max(forecast, actual) > 0 else 0.0
        return min(abs(log(actual / forecast)), WORST)


def backtest(bought: Bought, end: int, days: int) -> Backtest:
    """Hold back the last days."""
    known = bought.until(end - days)
    worth = fit(known.seen).ahead(known.seen, days / DAYS_A_WEEK)
    return Backtest(known, worth, *bought.between(known, end), days)
