"""What cohorts concludes: newer ones return less, and which of them differs from the others."""

from collections.abc import Mapping, Sequence
from datetime import date

from salesops.commands.customers._cohorts.story import Cohort, Story, pooled
from salesops.commands.trust import gravest_first, rejected
from salesops.models.compare import ratio
from salesops.models.contrast import beyond
from salesops.models.proportions import Share, errors
from salesops.result import Finding, Level
from salesops.units import Unit, text

RECENT, BEFORE, YEAR = 3, 12, 12
"""The newest cohorts, those before that they are held against, and a year."""
SURE = beyond(0.01, 1)
"""Standard errors that chance passes once in a hundred times."""
ABOVE, BELOW = "above", "below"


def findings(story: Story) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first."""
    found = [story.stale(), rejected(story.asked.db)]
    if not story.stale() and not story.asked.db.book.filtered and story.unit == "month":
        found.append(_retention_drop(story))
    return gravest_first(found)


def _retention_drop(story: Story) -> Finding | None:
    """Fewer of the newest came back within three months than of those before, and a year before."""
    settled = story.settled
    recent, before = settled[-RECENT:], settled[:-RECENT][-BEFORE:]
    now, usual = pooled(recent), pooled(before)
    if len(recent) < RECENT or min(now[1], usual[1]) < story.limits.few:
        return None
    year = _year_before(story, recent)
    if not _fell(story, now, usual) or (year is not None and not _fell(story, now, year)):
        return None
    said = f", and {_of(year)} a year before" if year else "; the season is not ruled out"
    first, last = (story.calendar.name(c.first) for c in (recent[0], recent[-1]))
    return Finding(
        Level.WARNING,
        "retention-drop",
        f"{_of(now)} customers who first ordered from {first} to {last} came back by month 3, "
        f"against {_of(usual)} of the {len(before)} cohorts before{said}: look at what was sold "
        "to them, how it arrived, and what they were written since.",
        {
            "from": recent[0].first,
            "to": recent[-1].first,
            "rate": ratio(*now),
            "customers": now[1],
            "before_rate": ratio(*usual),
            "before_customers": usual[1],
            "year_before_rate": ratio(*year) if year else None,
        },
    )


def _fell(story: Story, now: Share, before: Share) -> bool:
    """By more than chance, and by enough to matter."""
    old, new = ratio(*before) or 0.0, ratio(*now) or 0.0
    return new <= old * (1 + story.limits.drop) and errors(now, before) <= -SURE


def _year_before(story: Story, recent: Sequence[Cohort]) -> Share | None:
    """The cohorts of the same months; None where one of them is not known well."""
    firsts = {story.calendar.after(c.first, -YEAR) for c in recent}
    found = [c for c in story.settled if c.first in firsts]
    return pooled(found) if len(found) == len(recent) else None


def _of(share: Share) -> str:
    return f"{text(ratio(*share), Unit.PERCENT)} of {share[1]:,}"


def differs(story: Story) -> Mapping[date, str]:
    """The cohorts that came back more, or less, than the others by more than chance.

    Each is one of many: the bound is for all of them at once.
    """
    judged = [c for c in story.settled if story.asks(c.first) and c.size >= story.limits.few]
    sure, whole = beyond(0.05, len(judged)), pooled(judged)
    found = {}
    for one in judged:
        apart = errors(one.back, (whole[0] - one.early, whole[1] - one.size))
        if abs(apart) >= sure:
            found[one.first] = ABOVE if apart > 0 else BELOW
    return found


def extremes(story: Story) -> Sequence[tuple[str, Cohort]]:
    """The best and the worst of them, where there is one."""
    told = differs(story)
    named = [c for c in story.cohorts if c.first in told]
    best = max((c for c in named if told[c.first] == ABOVE), key=_rate, default=None)
    worst = min((c for c in named if told[c.first] == BELOW), key=_rate, default=None)
    return [(word, c) for word, c in (("best", best), ("worst", worst)) if c]


def _rate(of: Cohort) -> float:
    return ratio(*of.back) or 0.0
