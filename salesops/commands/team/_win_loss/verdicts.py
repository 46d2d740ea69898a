"""What win-loss concludes: a rate that fell, one that lies apart, a reason that grew."""

from collections.abc import Iterator

from salesops.commands.ledger import TICK
from salesops.commands.team._win_loss.groups import BY, judged, name_of, rate_of, whole
from salesops.commands.team._win_loss.rate import Rate
from salesops.commands.team._win_loss.reasons import Named, competitors_of, reasons_of
from salesops.commands.team._win_loss.story import JUDGED, Story
from salesops.commands.trust import gravest_first, rejected
from salesops.models.wilson import width_of
from salesops.result import Finding, Level

_MOST = 3
"""Of each dimension: the others stand in its table."""


def findings(story: Story) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first; a cohort whose deals are open concludes nothing."""
    found = [story.stale(), rejected(story.db)]
    if found[0] is None and not story.asked.cohort:
        found += _apart(story)
        if story.is_now:
            found += [_down(story), *_grown(story)]
    return gravest_first(found)


def _span(story: Story) -> str:
    return f"{story.limits.recent_days:.0f} days to {story.window.end - TICK:%Y-%m-%d}"


def _down(story: Story) -> Finding | None:
    now, before = story.trend
    if min(now.n, before.n) < story.limits.few:
        return None
    if now.less(before) > story.limits.rate_drop or now.apart(before).high >= 0:
        return None
    return Finding(
        Level.WARNING,
        "win-rate-down",
        f"In the {_span(story)} {now} of {now.n:,} closed deals were won, against {before} of "
        f"{before.n:,} in the 12 months before: more than chance. See by rep, source and lost "
        "reason what has changed.",
        {
            "win_rate": now.share,
            "deals": now.n,
            "before": before.share,
            "before_deals": before.n,
        },
    )


def _apart(story: Story) -> Iterator[Finding]:
    """Each against all others; the intervals are wide enough for all of them at once."""
    few = story.limits.few
    enough = {by: judged(story.groups(by), few) for by in JUDGED}
    tests = sum(len(rates) for rates in enough.values())
    for by in JUDGED:
        every = whole(story.groups(by))
        found = []
        for group in story.groups(by):
            rate = rate_of(group)
            others = every.without(rate)
            if (group.shop, group.id) not in enough[by] or others.n < few:
                continue
            if rate.less(others) > story.limits.rate_apart:
                continue
            if rate.apart(others, width_of(tests)).high < 0:
                found.append((rate.less(others) * rate.n, name_of(story, by, group), rate, others))
        for _, name, rate, others in sorted(found, key=lambda one: one[:2])[:_MOST]:
            yield _below(by, name, rate, others, tests)


def _below(by: str, name: str, rate: Rate, others: Rate, tests: int) -> Finding:
    return Finding(
        Level.WARNING,
        "win-rate-apart",
        f"{BY[by].capitalize()} {name} wins {rate} of {rate.n:,} closed deals, against {others} of "
        f"{others.n:,} of the others: more than chance also among {tests:,} reps, sources and "
        "products. Look at which deals these are first: some are harder than others.",
        {
            "by": by,
            "name": name,
            "win_rate": rate.share,
            "deals": rate.n,
            "others": others.share,
            "others_deals": others.n,
        },
    )


def _grown(story: Story) -> Iterator[Finding]:
    """Of the lost deals that state one at all: a CRM in which more is filled in has no new loss."""
    reasons, competitors = reasons_of(story), competitors_of(story)
    tests = _tests(story, reasons) + _tests(story, competitors)
    yield from _more(story, reasons, "reason", tests)
    yield from _more(story, competitors, "competitor", tests)


def _tests(story: Story, found: Named) -> int:
    return sum(told.lately >= story.limits.reason_deals for name, told in found.items() if name)


def _more(story: Story, found: Named, kind: str, tests: int) -> Iterator[Finding]:
    stated = {name: told for name, told in found.items() if name}
    lately = sum(told.lately for told in stated.values())
    before = sum(told.before for told in stated.values())
    if min(lately, before) < story.limits.few:
        return
    for name, told in sorted(stated.items()):
        now, then = Rate(told.lately, lately), Rate(told.before, before)
        if told.lately < story.limits.reason_deals or now.less(then) < story.limits.reason_up:
            continue
        if now.apart(then, width_of(tests)).low > 0:
            yield _up(story, kind, name, now, then)


def _up(story: Story, kind: str, name: str, now: Rate, then: Rate) -> Finding:
    what = f"for the reason {name!r}" if kind == "reason" else f"to {name!r}"
    return Finding(
        Level.WARNING,
        "lost-reason-up",
        f"In the {_span(story)} {now.won:,} of {now.n:,} lost deals that state a {kind} were lost "
        f"{what}: {now}, against {then} of {then.n:,} in the 12 months before, more than chance.",
        {
            "kind": kind,
            "name": name,
            "share": now.share,
            "deals": now.n,
            "before": then.share,
            "before_deals": then.n,
        },
    )
