"""A score of points, learned from what became of earlier ones; and how well a score tells.

Each level of each attribute has the log odds of its own (naive Bayes), drawn towards those of all
by how much of the difference is chance: what levels differ in beyond chance is the variance of
DerSimonian and Laird (1986), so an attribute that tells nothing gets no points. Ten points double
the odds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from salesops.models.apart import WIDTH, Interval

if TYPE_CHECKING:
    from numpy.typing import NDArray

DOUBLES = 10
"""Points that double the odds."""
OTHER = "other"
TENTHS = 10
_HALF = 0.5
"""Added to those who came and those who did not (Haldane 1956): no odds are then infinite."""


@dataclass(frozen=True)
class Level:
    """A level of an attribute, and its points."""

    attribute: str
    level: str
    n: int
    came: int
    points: int


@dataclass(frozen=True)
class Card:
    """What was learned."""

    n: int
    came: int
    levels: tuple[Level, ...]

    @property
    def base(self) -> float:
        """The log odds of all."""
        return _odds(self.came, self.n)

    def chance(self, points: int) -> float:
        """What so many points say the chance is."""
        return 1 / (1 + exp(-self.base - points * log(2) / DOUBLES))


def learn(values: "Mapping[str, NDArray[Any]]", came: "NDArray[Any]", few: int) -> Card:
    """The points of each level; levels of fewer than `few` are one, `other`."""
    levels = [one for name, column in values.items() for one in _levels(name, column, came, few)]
    return Card(len(came), int(came.sum()), tuple(levels))


def points(card: Card, values: "Mapping[str, NDArray[Any]]") -> "NDArray[Any]":
    """The points of each; a level that was not learned is `other`, or worth nothing."""
    total: NDArray[Any] = np.zeros(len(next(iter(values.values()))), dtype=int)
    for name, column in values.items():
        known = {one.level: one.points for one in card.levels if one.attribute == name}
        rest = known.get(OTHER, 0)
        names, places = np.unique(column, return_inverse=True)
        total += np.array([known.get(str(level), rest) for level in names], dtype=int)[places]
    return total


def _levels(name: str, column: "NDArray[Any]", came: "NDArray[Any]", few: int) -> list[Level]:
    names, places = np.unique(column, return_inverse=True)
    whole = np.bincount(places, minlength=len(names))
    part = np.bincount(places, weights=came, minlength=len(names))
    counts: dict[str, tuple[int, int]] = {}
    for level, n, k in zip(names.tolist(), whole.tolist(), part.tolist(), strict=True):
        key = str(level) if n >= few else OTHER
        before = counts.get(key, (0, 0))
        counts[key] = before[0] + n, before[1] + int(k)
    drawn = _drawn([(k, n) for n, k in counts.values()])
    made = [
        Level(name, level, n, k, round(DOUBLES * weight / log(2)))
        for (level, (n, k)), weight in zip(counts.items(), drawn, strict=True)
    ]
    return sorted(made, key=lambda one: (-one.points, one.level))


def _odds(came: int, n: int) -> float:
    return log((came + _HALF) / (n - came + _HALF))


def _drawn(counts: list[tuple[int, int]]) -> list[float]:
    """Log odds of each less their mean, drawn towards 0 by what of them is chance."""
    if len(counts) < 2:  # noqa: PLR2004 - one level tells nothing apart
        return [0.0] * len(counts)
    odds = [_odds(k, n) for k, n in counts]
    chance = [1 / (k + _HALF) + 1 / (n - k + _HALF) for k, n in counts]
    weights = [1 / v for v in chance]
    whole = sum(weights)
    mean = sum(w * o for w, o in zip(weights, odds, strict=True)) / whole
    beyond = sum(w * (o - mean) ** 2 for w, o in zip(weights, odds, strict=True)) - len(counts) + 1
    spread = max(beyond, 0.0) / (whole - sum(w * w for w in weights) / whole)
    return [spread / (spread + v) * (o - mean) for o, v in zip(odds, chance, strict=True)]


@dataclass(frozen=True)
class Told:
    """How well a score tells those who came from the others, and where the truth lies."""

    auc: float
    """Of one who came and one who did not, how often the first has more; a tie is a half."""
    within: Interval


def told(scores: "NDArray[Any]", came: "NDArray[Any]") -> Told:
    """The area under the curve, its interval by DeLong, DeLong and Clarke-Pearson (1988)."""
    ups, downs = _places(scores, came)
    half = WIDTH * sqrt(_variance(ups) + _variance(downs))
    auc = float(np.mean(ups))
    return Told(auc, Interval(max(auc - half, 0.0), min(auc + half, 1.0)))


def apart(one: "NDArray[Any]", other: "NDArray[Any]", came: "NDArray[Any]") -> Interval:
    """For the area of one score less the other's, both of the same ones."""
    (up, down), (up_2, down_2) = _places(one, came), _places(other, came)
    middle = float(np.mean(up) - np.mean(up_2))
    half = WIDTH * sqrt(_variance(up - up_2) + _variance(down - down_2))
    return Interval(middle - half, middle + half)


def _places(scores: "NDArray[Any]", came: "NDArray[Any]") -> "tuple[NDArray[Any], NDArray[Any]]":
    """Of each who came the share of others below; of each other the share of those above."""
    found, places = np.unique(scores, return_inverse=True)
    pos = np.bincount(places[came], minlength=len(found))
    neg = np.bincount(places[~came], minlength=len(found))
    below = np.cumsum(neg) - neg / 2
    above = pos.sum() - np.cumsum(pos) + pos / 2
    return below[places[came]] / neg.sum(), above[places[~came]] / pos.sum()


def _variance(shares: "NDArray[Any]") -> float:
    return float(np.var(shares, ddof=1)) / len(shares) if len(shares) > 1 else 0.0


@dataclass(frozen=True)
class Tenth:
    """Those of much the same score, the highest first."""

    tenth: int
    low: float
    high: float
    n: int
    came: int


def tenths(scores: "NDArray[Any]", came: "NDArray[Any]") -> Iterator[Tenth]:
    """Ten parts at most; who have the same score stay together, so parts may differ in size."""
    found, places = np.unique(-scores, return_inverse=True)
    whole = np.bincount(places, minlength=len(found))
    part = np.bincount(places, weights=came, minlength=len(found)).astype(int)
    middle = np.cumsum(whole) - whole / 2
    tenth = np.minimum((TENTHS * middle / len(scores)).astype(int), TENTHS - 1)
    for one in np.unique(tenth):
        inside = tenth == one
        high, low = -found[inside][0], -found[inside][-1]
        yield Tenth(
            int(one) + 1, float(low), float(high), int(whole[inside].sum()), int(part[inside].sum())
        )
