"""What ramp concludes: a new rep stays far below what the plan, or those before, say."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

from salesops.commands.team._ramp.course import Ramp
from salesops.commands.team._ramp.story import Story
from salesops.commands.trust import gravest_first, rejected
from salesops.models.chance import so_few
from salesops.result import Finding, Level
from salesops.units import Unit, text

NAMED = 3
_MONTHS = 3


@dataclass(frozen=True)
class Under:
    """A rep below what is to be expected by now."""

    ramp: Ramp
    share: float
    expected: float
    by: str
    """What says so."""


def findings(story: Story, stale: Finding | None) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first; of stale data nothing is concluded."""
    found = [stale, rejected(story.asked.db)]
    if stale is None:
        found.append(_under(story))
    return gravest_first(found)


def under(story: Story) -> Iterator[Under]:
    """Reps far below, and not by chance; the farthest first."""
    found = [one for ramp in story.judged if (one := _judged(story, ramp))]
    return iter(sorted(found, key=lambda u: (u.share / u.expected, u.ramp.key)))


def _judged(story: Story, ramp: Ramp) -> Under | None:
    limits, last = story.limits, ramp.last
    if ramp.reached or ramp.ends or last is None or last.usual is None:
        return None
    share = last.share
    if share is None or last.since < limits.least_months or last.usual.reps < limits.few_tenured:
        return None
    expected, by = _expected(story, ramp)
    usual_deals = expected * float(last.usual.median) * _MONTHS / (story.mean_won or 1)
    if not expected or share >= limits.under * expected:
        return None
    if so_few(last.deals, usual_deals) >= limits.chance:
        return None
    return Under(ramp, share, expected, by)


def _expected(story: Story, ramp: Ramp) -> tuple[float, str]:
    """By the plan that is stated, else by those who started before, else by the usual plan."""
    last = ramp.last
    assert last is not None  # noqa: S101 - only those with a month
    before = story.earlier(ramp, last.since)
    if not ramp.stated and len(before) >= story.limits.few_before:
        return fmean(before), f"the {len(before)} who started before had then"
    by = "the ramp plan asks for" if ramp.stated else "the usual ramp plan asks for"
    return ramp.planned or 0.0, by


def _under(story: Story) -> Finding | None:
    found = list(under(story))
    if not found:
        return None
    names = "; ".join(_said(one) for one in found[:NAMED])
    more = f"; and {len(found) - NAMED} more" if len(found) > NAMED else ""
    first = found[0]
    return Finding(
        Level.WARNING,
        "rep-under-ramp",
        f"Below the ramp: {names}{more}. Look at their two weakest stages, and who coaches them.",
        {
            "reps": len(found),
            "rep": first.ramp.name,
            "share": round(first.share, 4),
            "expected": round(first.expected, 4),
            "months": first.ramp.last.since if first.ramp.last else 0,
        },
    )


def _said(one: Under) -> str:
    months = one.ramp.last.since if one.ramp.last else 0
    return (
        f"{one.ramp.name}, {months} months after the start, won {text(one.share, Unit.PERCENT)} of "
        f"the tenured median in the last three, where {one.by} {text(one.expected, Unit.PERCENT)}"
    )
