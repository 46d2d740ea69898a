"""What quota concludes: the team or a rep is far behind, or fewer reps reach their quota."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.team._quota.ending import ending
from salesops.commands.team._quota.result import Told
from salesops.commands.team._quota.story import Story
from salesops.commands.team._quota.words import between, money
from salesops.commands.trust import gravest_first, rejected
from salesops.models.chance import so_few
from salesops.models.compare import ratio
from salesops.models.proportions import errors
from salesops.result import Finding, Level
from salesops.units import Unit, text

FEWEST = 3
"""Periods before that a usual rate is told from, at the least."""
APART = 2.0
"""Standard errors: less is chance."""
NAMED = 3


def findings(story: Story, stale: Finding | None) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first; of stale data nothing is concluded."""
    found = [stale, rejected(story.asked.db)]
    if stale is None:
        found += [_behind(story), _far_behind(story), _rate_down(story)]
    return gravest_first(found)


def _by_chance(story: Story, deals: int, won: Decimal, expected: Decimal) -> float:
    """How likely so little is where `expected` is usual, in deals of the usual size."""
    mean = Decimal(str(story.known.mean_won or 0))
    if not mean:
        return 1.0
    return so_few(min(deals, int(won / mean)), float(expected / mean))


def _behind(story: Story) -> Finding | None:
    limits, result, share = story.limits, story.result, story.expected_share
    if not story.begun or share is None or result.percent is None:
        return None
    deals = sum(one.deals for one in story.told)
    by_chance = _by_chance(story, deals, result.won, story.expected)
    if result.percent >= limits.behind * share or by_chance >= limits.chance:
        return None
    by_now = "" if story.span.over else f", where {text(share, Unit.PERCENT)} is usual by now"
    ends = story.projection
    then = (
        f" At this pace it ends at {money(story, ends)}{between(story)}."
        if ends is not None
        else ""
    )
    return Finding(
        Level.WARNING,
        "quota-behind",
        f"{story.span.window.name}: {text(result.percent, Unit.PERCENT)} of the quotas of "
        f"{money(story, result.quota)} together is won{by_now}.{then}",
        {
            "team_percent": result.percent,
            "expected_share": share,
            "won": result.won,
            "quota": result.quota,
            "projection": ends,
            "projection_low": ending(story).low,
            "projection_high": ending(story).high,
        },
    )


def far_behind(story: Story) -> Iterator[Told]:
    """Reps who have won far less than is usual by now, and not by chance; the farthest first."""
    limits = story.limits
    for one in sorted(story.told, key=lambda t: (t.won - t.expected, t.key)):
        if one.share < limits.begun or one.won >= Decimal(str(limits.rep_behind)) * one.expected:
            continue
        if _by_chance(story, one.deals, one.won, one.expected) < limits.chance:
            yield one


def _far_behind(story: Story) -> Finding | None:
    found = list(far_behind(story))
    if not found:
        return None
    first = found[0]
    names = ", ".join(
        f"{one.rep.name} ({text(one.attainment, Unit.PERCENT)}, {money(story, one.won)} of "
        f"{money(story, one.quota.ramped)})"
        for one in found[:NAMED]
    )
    more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
    part = text(story.limits.rep_behind, Unit.PERCENT)
    of = "of the quota" if story.span.over else "of what is usual by now"
    return Finding(
        Level.WARNING,
        "rep-far-behind",
        f"{story.span.window.name}: far behind, at less than {part} {of}: "
        f"{names}{more}. Go through their open deals with them.",
        {
            "reps": len(found),
            "rep": first.rep.name,
            "attainment": first.attainment,
            "expected_share": round(first.share, 4),
            "gap": first.quota.ramped - first.won,
        },
    )


def _rate_down(story: Story) -> Finding | None:
    """The last whole period against those before it, together."""
    whole = [(story.span.window.name, story.result)] if story.span.over and story.told else []
    whole += [(one.window.name, result) for one, result in story.before]
    if len(whole) <= FEWEST:
        return None
    (name, last), earlier = whole[0], [result for _, result in whole[1:]]
    reached, reps = sum(r.reached for r in earlier), sum(r.reps for r in earlier)
    usual, rate = ratio(reached, reps), last.rate
    if usual is None or rate is None or rate - usual > story.limits.rate_drop:
        return None
    if errors((last.reached, last.reps), (reached, reps)) > -APART:
        return None
    return Finding(
        Level.WARNING,
        "rate-down",
        f"In {name} {last.reached} of {last.reps} reps reached their quota "
        f"({text(rate, Unit.PERCENT)}), against {text(usual, Unit.PERCENT)} in the "
        f"{len(earlier)} periods before: look whether the quotas rose, or the leads thinned out.",
        {"period": name, "rate": rate, "usual": usual, "reps": last.reps},
    )
