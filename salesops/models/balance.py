"""How evenly loads are spread: each held against a fair share."""

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt


def imbalance(loads: Sequence[int], fair: Sequence[float]) -> float:
    """Root mean square of load / fair share - 1: with equal shares the coefficient of variation."""
    if not loads or not any(fair):
        return 0.0
    return sqrt(sum((load / part - 1) ** 2 for load, part in pairs(loads, fair)) / len(loads))


def pairs(loads: Sequence[int], fair: Sequence[float]) -> list[tuple[int, float]]:
    """Each load with its fair share."""
    return list(zip(loads, fair, strict=True))


def peak(loads: Sequence[int], fair: Sequence[float]) -> float:
    """The largest load by its fair share: with equal shares maximum / mean."""
    return max((load / part for load, part in pairs(loads, fair) if part), default=0.0)


def gini(loads: Sequence[int]) -> float:
    """Half the mean difference of any two by the mean: 0 is all alike, near 1 is all with one."""
    total, count = sum(loads), len(loads)
    if not total:
        return 0.0
    ranked = sum(place * load for place, load in enumerate(sorted(loads), 1))
    return float(Fraction(2 * ranked, count * total) - Fraction(count + 1, count))


def overload(loads: Sequence[int], fair: Sequence[float]) -> float:
    """What lies above the fair shares: so much must change hands until all have their own."""
    return sum(max(load - part, 0.0) for load, part in pairs(loads, fair))


def overload_at(level: float, fair: Sequence[float]) -> float:
    """The most that can lie above where the imbalance is at most `level` (Cauchy-Schwarz)."""
    return level * sqrt(len(fair) * sum(part * part for part in fair)) / 2
