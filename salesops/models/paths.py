"""How several days end together: paths, since good days follow good ones.

A path is a stretch of past days as they really followed each other, each against what was usual
when it began. Summing days as if they were independent would make a month look far too sure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from salesops.models.pace import Outlook, Told, before
from salesops.models.usual import METHOD, Method, Usual, weight
from salesops.models.weighted import Weighted

_Z = 1.2816
"""Standard errors above the mean that a tenth of a normal distribution lies beyond."""
_FAR = 3
"""Times the trim of the days: one that brought more, for its usual, is beyond measure."""


@dataclass(frozen=True)
class Paths:
    """Where today and later days end together."""

    outlook: Outlook
    apart: float
    """How many stretches that do not overlap the paths are worth."""


def ahead(
    told: Sequence[Told],
    on: date,
    today: Outlook,
    now: Usual,
    later: Sequence[date],
    method: Method = METHOD,
) -> Paths | None:
    """Where today and the open days `later` end together; None where too few paths are known.

    The middle is that of today and the mean of each later day, for means are what adds up; the
    spread is that of the paths, and wider where they are worth few stretches apart. Without later
    days this is the outlook of today.
    """
    if not later:
        return Paths(today, today.n)
    known = before(told, on, method)
    begun = known[: max(len(known) - len(later), 0)]
    if len(begun) < method.least:
        return None
    usual = [now.levels[day.weekday()] for day in later]
    spread = Weighted.of(
        (_missed(known[n : n + len(later) + 1], now, usual), weight(one.past.day, on, method))
        for n, one in enumerate(begun)
    )
    middle = today.expected + sum(usual) * _level(known, on, method)
    apart = max(spread.effective / (1 + len(later)), 1.5)
    wider, typical = _wider(apart), spread.at(0.5)
    ends = tuple(middle + (value - typical) * wider for value in spread.values)
    return Paths(Outlook(Weighted(ends, spread.weights), spread.effective), apart)


def _level(known: Sequence[Told], on: date, method: Method) -> float:
    """What a whole day brings on average, of what was usual for it.

    Large days belong to the mean; one beyond all measure is no habit, and would be promised to
    every day of the month.
    """
    days = Weighted.of((_day(one), weight(one.past.day, on, method)) for one in known)
    most = days.at(method.trim) * _FAR
    if most <= 0:
        return days.mean
    return Weighted(tuple(min(value, most) for value in days.values), days.weights).mean


def _day(one: Told) -> float:
    """What a whole day brought, of what was usual for it."""
    return one.past.total / one.usual.levels[one.past.day.weekday()]


def _missed(path: Sequence[Told], now: Usual, usual: Sequence[float]) -> float:
    """What a path brought more than was usual when it began, at today's level."""
    first, *rest = path
    levels = first.usual.levels
    return now.scale * first.miss + sum(
        base * (one.past.total / levels[one.past.day.weekday()] - 1)
        for base, one in zip(usual, rest, strict=True)
    )


def _wider(n: float) -> float:
    """How much wider an 80 % interval for one more is, when n drawn alike tell it, than if all did.

    Student's t by its expansion in 1/n (Cornish and Fisher), and the doubt of the middle itself.
    """
    z, free = _Z, max(n - 1, 0.5)
    t = z + (z**3 + z) / (4 * free) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * free**2)
    return t / z * sqrt(1 + 1 / n)
