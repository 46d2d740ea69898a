"""Visits that fell beyond what is usual: by percent, by size, and by more than they vary."""

from dataclasses import dataclass

from salesops.commands.traffic._traffic.rows import Member
from salesops.commands.traffic._traffic.story import NONE, Story
from salesops.models.contrast import beyond
from salesops.models.overdispersed import errors
from salesops.result import Level

CHANCE = 0.05
"""How likely chance makes one of all that are looked at fall so far."""


@dataclass(frozen=True)
class Fallen:
    """Visits by something that fell further than they usually do."""

    by: str
    member: Member
    drop: float
    """As a fraction, below zero."""
    level: Level


def fallen(story: Story) -> list[Fallen]:
    """All visits, and what fell further than the others did: percent, size and beyond the usual."""
    whole = _fell(story, "all", story.whole, NONE)
    found = [whole] if whole else []
    for by in story.splits:
        for member in story.members(by):
            others = story.whole if whole else NONE
            if (one := _fell(story, by, member, others)) is not None:
                found.append(one)
    return sorted(found, key=lambda one: (one.by != "all", one.drop, one.by, one.member.member))


def _fell(story: Story, by: str, member: Member, whole: Member) -> Fallen | None:
    """Against its own base; where all fell, against how the others did."""
    limits, base, now = story.limits, member.sessions_base, member.sessions
    spread = story.spreads.get((by, member.member))
    if base < limits.least_sessions or spread is None or base - now < limits.least_lost:
        return None
    drop = now / base - 1
    rest = whole.sessions_base - base
    pace = min((whole.sessions - now) / rest, 1.0) if rest > 0 else 1.0
    apart = now / (base * pace) - 1 if pace > 0 else 0.0
    if max(drop, apart) > limits.warn or errors(now, base * pace, spread) < _sure(story):
        return None
    level = Level.ERROR if drop <= limits.critical else Level.WARNING
    return Fallen(by, member, drop, level)


def _sure(story: Story) -> float:
    """Standard errors that none of all that are looked at passes by chance alone."""
    return beyond(CHANCE, len(story.spreads))
