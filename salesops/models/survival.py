"""How long until something happens, where of some it has not happened yet (Kaplan-Meier)."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Wait:
    """One who waits: how long so far, and whether it has happened."""

    days: int
    happened: bool


@dataclass(frozen=True)
class Step:
    """A time at which it happened to somebody."""

    days: int
    waiting: int
    """Of whom it had not happened, and who were still looked at, just before."""
    happened: int
    left: float
    """The share to whom it has not happened yet, by then."""


def steps(waits: Iterable[Wait]) -> list[Step]:
    """The curve of those to whom it has not happened; who is censored counts until then."""
    found = sorted(waits, key=lambda wait: wait.days)
    left, curve = 1.0, list[Step]()
    for days in sorted({wait.days for wait in found if wait.happened}):
        waiting = sum(wait.days >= days for wait in found)
        happened = sum(wait.happened and wait.days == days for wait in found)
        left *= 1 - happened / waiting
        curve.append(Step(days, waiting, happened, left))
    return curve


HALF = 0.5
_NEARLY = 1e-9


def median(waits: Iterable[Wait]) -> int | None:
    """By when it has happened to half of them; None where the curve does not come so far."""
    return next((s.days for s in steps(waits) if s.left <= HALF + _NEARLY), None)
