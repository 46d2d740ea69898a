"""Demand for stock: how much a day, how evenly, and what to keep against its swings."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from math import ceil, sqrt
from statistics import NormalDist

RARE = 1.32
"""Weeks for each week with a demand from which on demand is rare (Syntetos and Boylan)."""
UNEVEN = 0.49
"""Squared coefficient of variation from which on sizes are uneven (Syntetos and Boylan)."""
WEEK = 7
_FUZZ = 6
"""Decimals that units are rounded to before they are rounded up: past them it is arithmetic."""


class Kind(StrEnum):
    """How demand comes, by its rarity and its unevenness."""

    SMOOTH = "smooth"
    ERRATIC = "erratic"
    INTERMITTENT = "intermittent"
    LUMPY = "lumpy"


@dataclass(frozen=True)
class Sums:
    """How many values there are, their sum and the sum of their squares."""

    n: int
    total: float
    squares: float

    @property
    def mean(self) -> float:
        """0 without a value."""
        return self.total / self.n if self.n else 0.0

    @property
    def sd(self) -> float | None:
        """The standard deviation of a sample (n - 1); None of fewer than two values."""
        if self.n < 2:  # noqa: PLR2004 - a spread needs two
            return None
        return sqrt(max(self.squares - self.total * self.mean, 0.0) / (self.n - 1))


@dataclass(frozen=True)
class Weekly:
    """The weeks looked at, and the sums of those with a demand."""

    weeks: int
    sold: Sums

    @property
    def adi(self) -> float | None:
        """Average interval between demands, in weeks; None without a demand."""
        return self.weeks / self.sold.n if self.sold.n else None

    @property
    def cv2(self) -> float | None:
        """Squared coefficient of variation of the weeks with a demand; 0 of a single one."""
        if not self.sold.n:
            return None
        return ((self.sold.sd or 0.0) / self.sold.mean) ** 2

    @property
    def kind(self) -> Kind | None:
        """None without a demand: there is nothing to tell it by."""
        adi, cv2 = self.adi, self.cv2
        if adi is None or cv2 is None:
            return None
        if adi < RARE:
            return Kind.SMOOTH if cv2 < UNEVEN else Kind.ERRATIC
        return Kind.INTERMITTENT if cv2 < UNEVEN else Kind.LUMPY


def weekly(days: Sequence[float]) -> list[float]:
    """Sums of seven days each, counted back from the last; what is no whole week is left out."""
    odd = len(days) % WEEK
    return [sum(days[i : i + WEEK]) for i in range(odd, len(days), WEEK)]


def sba(buckets: Sequence[float], smoothing: float) -> float | None:
    """What is wanted in a bucket on average, by Syntetos and Boylan; None without a demand.

    Croston's smoothed size over his smoothed interval, less the share by which that is too high.
    Both begin at their plain means, so that the first demand weighs no more than another.
    """
    sizes = [size for size in buckets if size > 0]
    if not sizes:
        return None
    size, interval, since = sum(sizes) / len(sizes), len(buckets) / len(sizes), 0
    for bucket in buckets:
        since += 1
        if bucket > 0:
            size += smoothing * (bucket - size)
            interval += smoothing * (since - interval)
            since = 0
    return (1 - smoothing / 2) * size / interval


def rolling(days: Sequence[float], length: int) -> list[float]:
    """The sums of every stretch of so many days."""
    if not 0 < length <= len(days):
        return []
    sums = [0.0]
    for day in days:
        sums.append(sums[-1] + day)
    return [end - start for start, end in zip(sums, sums[length:], strict=False)]


def quantile(values: Sequence[float], level: float) -> float:
    """The least of the values that at least this share of them does not exceed."""
    return sorted(values)[max(ceil(round(level * len(values), _FUZZ)), 1) - 1]


def above(values: Sequence[float], level: float) -> float | None:
    """The share of the values that are above; None without any."""
    return sum(value > level for value in values) / len(values) if values else None


@dataclass(frozen=True)
class Lead:
    """Days from an order to its receipt: the mean, their spread, and the longest."""

    days: float
    sd: float
    longest: float


@dataclass(frozen=True)
class Pace:
    """Units wanted a day: the mean, their spread, and the most on one day."""

    mean: float
    sd: float
    most: float


def spread(pace: Pace, lead: Lead, days: float) -> float:
    """The standard deviation of demand over so many days, those of the lead time uncertain."""
    return sqrt(days * pace.sd**2 + pace.mean**2 * lead.sd**2)


def safety_normal(pace: Pace, lead: Lead, level: float) -> float:
    """Keep z x sqrt(L x sd of demand^2 + d^2 x sd of lead time^2), z the exact normal quantile."""
    return max(NormalDist().inv_cdf(level), 0.0) * spread(pace, lead, lead.days)


def safety_max_average(pace: Pace, lead: Lead) -> float:
    """The most a day x the longest lead time, less the mean a day x the mean lead time."""
    return max(pace.most * lead.longest - pace.mean * lead.days, 0.0)


def chance_above(pace: Pace, lead: Lead, days: float, level: float) -> float:
    """The chance that more is wanted over so many days, by the normal distribution."""
    mean, sd = pace.mean * days, spread(pace, lead, days)
    return 1 - NormalDist(mean, sd).cdf(level) if sd else float(mean > level)


def short(daily: float, days: float, held: float) -> float:
    """Units wanted over so many days that are not there, at the mean pace."""
    return max(daily * days - held, 0.0)


def packed(need: float, pack: Decimal | None, least: Decimal | None) -> Decimal:
    """Units to order: the need, at least the least quantity, rounded up to whole packs."""
    if need <= 0:
        return Decimal(0)
    size = pack if pack and pack > 0 else Decimal(1)
    units = max(Decimal(str(round(need, _FUZZ))), least or Decimal(0))
    return (units / size).to_integral_value(ROUND_CEILING) * size
