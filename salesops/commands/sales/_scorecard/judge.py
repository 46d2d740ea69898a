"""Whether a goal is met: pure arithmetic on exact values."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from salesops.commands.sales._scorecard.goals import Bounds, Goal
from salesops.models.compare import NEW, NOT_AVAILABLE
from salesops.units import Unit


@dataclass(frozen=True)
class Reading:
    """A metric of a period."""

    value: Fraction | None
    of: Fraction | None = None
    """What an average or a rate was divided by: it weighs the reading in a mean of several."""
    n: int | None = None
    """How many it speaks of: orders, customers, sessions, days."""
    reason: str | None = None
    """Why there is no value."""


class Status(StrEnum):
    """How a goal stands."""

    MET = "met"
    NOT_MET = "not met"
    ON_TRACK = "on track so far"
    BEHIND = "behind so far"
    OPEN = "not reached yet"
    """Of a sum that is still growing: no guess is made of where it will end."""
    UNKNOWN = "not known"


@dataclass(frozen=True)
class Verdict:
    """How a goal stands in one period."""

    status: Status
    wanted: Bounds
    """In the metric's own unit; both ends None where the base is not known."""
    place: str | None
    """Where in a range: below, within or above."""
    gap: Fraction | None
    """What is missing; negative is what is beyond."""
    change: Fraction | None
    """Against the base, as a share of it."""
    reason: str | None


def mean(readings: Sequence[Reading]) -> Reading:
    """Several periods as one: sums by their mean, averages and rates by what they are of."""
    missing = next((r for r in readings if r.value is None), None)
    if missing or not readings:
        return missing or Reading(None, reason=NOT_AVAILABLE)
    n = None if any(r.n is None for r in readings) else sum(r.n or 0 for r in readings)
    if any(r.of is None for r in readings):
        return Reading(sum((r.value or Fraction(0) for r in readings), Fraction(0)) / len(readings))
    whole = sum((r.of or Fraction(0) for r in readings), Fraction(0))
    part = sum(((r.value or 0) * (r.of or Fraction(0)) for r in readings), Fraction(0))
    return Reading(part / whole, whole, n) if whole else Reading(None, reason=NOT_AVAILABLE)


def judge(goal: Goal, now: Reading, base: Reading, *, complete: bool, doubt: str | None) -> Verdict:
    """The verdict; with a doubt (stale data, no history) numbers stand and nothing is concluded."""
    change, odd = _change(now, base)
    wanted, unsettled = _wanted(goal, base)
    if now.value is None or unsettled or doubt:
        reason = now.reason or doubt or unsettled
        return Verdict(Status.UNKNOWN, wanted, None, None, change, reason)
    status = _status(goal, wanted, now.value, complete=complete)
    gap = _gap(goal, wanted, now.value)
    return Verdict(status, wanted, _place(wanted, now.value), gap, change, odd)


def _change(now: Reading, base: Reading) -> tuple[Fraction | None, str | None]:
    """A percent needs a positive base: from 0 it is new, from a negative one there is none."""
    if now.value is None or base.value is None:
        return None, base.reason or now.reason
    if base.value > 0:
        return now.value / base.value - 1, None
    return None, NEW if base.value == 0 < now.value else NOT_AVAILABLE


def _wanted(goal: Goal, base: Reading) -> tuple[Bounds, str | None]:
    """The bounds in the metric's unit, or why growth has none."""
    if not goal.grows:
        return goal.bounds, None
    if base.value is None or base.value <= 0:
        odd = "base is 0" if base.value == 0 else "base is negative"
        return Bounds(None, None), base.reason or odd
    low, high = (
        None if growth is None else base.value * (1 + growth)
        for growth in (goal.bounds.low, goal.bounds.high)
    )
    if goal.measured.unit is Unit.COUNT:  # nobody places a part of an order
        low, high = low and Fraction(ceil(low)), high and Fraction(floor(high))
    return Bounds(low, high), None


def _musts(goal: Goal, wanted: Bounds) -> Bounds:
    """What must be kept: of growth the modest end, of absolute bounds each."""
    if not goal.grows or not wanted.ranges:
        return wanted
    return Bounds(wanted.low, None) if goal.measured.rises else Bounds(None, wanted.high)


def _status(goal: Goal, wanted: Bounds, value: Fraction, *, complete: bool) -> Status:
    musts = _musts(goal, wanted)
    reached = musts.low is None or value >= musts.low
    kept = musts.high is None or value <= musts.high
    if complete:
        return Status.MET if reached and kept else Status.NOT_MET
    if goal.grows or not goal.measured.adds:
        return Status.ON_TRACK if reached and kept else Status.BEHIND
    if not kept:
        return Status.NOT_MET  # a sum that is past its most comes back only by returns
    if not reached:
        return Status.OPEN
    return Status.MET if musts.high is None else Status.ON_TRACK


def _gap(goal: Goal, wanted: Bounds, value: Fraction) -> Fraction | None:
    musts = _musts(goal, wanted)
    gaps = []
    if musts.low is not None:
        gaps.append(musts.low - value)
    if musts.high is not None:
        gaps.append(value - musts.high)
    return max(gaps, default=None)


def _place(wanted: Bounds, value: Fraction) -> str | None:
    if wanted.low is None or wanted.high is None:
        return None
    return "below" if value < wanted.low else "above" if value > wanted.high else "within"
