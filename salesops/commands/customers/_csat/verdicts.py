"""What csat concludes: scores that fell by more than chance, and agents below the others."""

from collections.abc import Iterator

from salesops.commands.customers._csat.story import SURVEYS, TICKETS, Pair, Story
from salesops.commands.customers._csat.tables import points
from salesops.commands.trust import gravest_first, rejected
from salesops.models.satisfaction import Csat, csat_apart, nps_apart
from salesops.models.wilson import width_of
from salesops.result import Finding, Level
from salesops.units import Unit, text


def findings(story: Story) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first."""
    found = [story.stale(), rejected(story.db)]
    if not found[0]:
        found += [*_csat_drops(story), _nps_drop(story), *_agents(story)]
    return gravest_first(found)


def _csat_drops(story: Story) -> Iterator[Finding | None]:
    """Tickets and surveys each by themselves: else a new survey would look like a fall."""
    for about in (TICKETS, SURVEYS):
        if pair := story.about.get(about):
            yield _csat_drop(story, about, pair)


def _csat_drop(story: Story, about: str, pair: Pair) -> Finding | None:
    now, before = (one.csat for one in pair)
    if min(now.n, before.n) < story.limits.few:
        return None
    fall = (now.score or 0.0) - (before.score or 0.0)
    if fall > story.limits.csat_drop or csat_apart(now, before).high >= 0:
        return None
    return Finding(
        Level.WARNING,
        "csat-drop",
        f"CSAT of {about} is {text(now.score, Unit.PERCENT)} of {now.n:,} answers, against "
        f"{text(before.score, Unit.PERCENT)} of {before.n:,} in the window before: more than "
        "chance. Read what the unhappy ones wrote, by agent and by product.",
        {
            "about": about,
            "csat": now.score,
            "answers": now.n,
            "before": before.score,
            "before_answers": before.n,
        },
    )


def _nps_drop(story: Story) -> Finding | None:
    now, before = (one.nps for one in story.all)
    if min(now.n, before.n) < story.limits.few:
        return None
    fall = (now.score or 0.0) - (before.score or 0.0)
    if fall > story.limits.nps_drop or nps_apart(now, before).high >= 0:
        return None
    score, was = points(now.score), points(before.score)
    return Finding(
        Level.WARNING,
        "nps-drop",
        f"NPS is {text(score, Unit.MEAN)} of {now.n:,} answers, against "
        f"{text(was, Unit.MEAN)} of {before.n:,} in the window before: more than chance. Call the "
        "detractors among the VIPs first.",
        {"nps": score, "answers": now.n, "before": was, "before_answers": before.n},
    )


def _agents(story: Story) -> Iterator[Finding]:
    """Each against all others; the intervals are wide enough for so many agents at once."""
    rated = {name: pair[0].csat for name, pair in story.agents.items() if name}
    whole = Csat(sum(c.n for c in rated.values()), sum(c.satisfied for c in rated.values()))
    judged = {name: csat for name, csat in rated.items() if csat.n >= story.limits.agent_answers}
    width = width_of(len(judged))
    for name, csat in judged.items():
        others = whole.without(csat)
        if others.n < story.limits.agent_answers:
            continue
        fall = (csat.score or 0.0) - (others.score or 0.0)
        if fall > story.limits.agent_below or csat_apart(csat, others, width).high >= 0:
            continue
        yield Finding(
            Level.WARNING,
            "agent-below-team",
            f"{name}: CSAT {text(csat.score, Unit.PERCENT)} of {csat.n:,} answers, against "
            f"{text(others.score, Unit.PERCENT)} of {others.n:,} of the other agents, more than "
            f"chance also among {len(judged):,} agents. Look at the tickets first: who gets the "
            "hard ones is rated lower.",
            {
                "agent": name,
                "csat": csat.score,
                "answers": csat.n,
                "others": others.score,
                "others_answers": others.n,
            },
        )
