"""What quotes concludes: many lie open too long, discounts grow for nothing, one rep gives more."""

from collections.abc import Iterator
from decimal import Decimal
from math import sqrt

from salesops.commands.team._quotes.groups import mean, rate
from salesops.commands.team._quotes.rows import Group
from salesops.commands.team._quotes.story import Story
from salesops.commands.trust import gravest_first, rejected
from salesops.models import apart
from salesops.models.apart import Sample
from salesops.models.compare import ratio
from salesops.models.wilson import width_of
from salesops.result import Finding, Level
from salesops.units import Unit, text

_FEWEST = 2
"""Of one there is no spread."""


def findings(story: Story) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first."""
    found: list[Finding | None] = [story.stale, rejected(story.db)]
    if story.stale is None:
        found += [_old(story), _grows(story), *_apart(story)]
    return gravest_first(found)


def _old(story: Story) -> Finding | None:
    """The share of open quotes that were sent long ago."""
    limits = story.limits
    old = [a for a in story.ages if a.days is not None and a.days > limits.old_days]
    quotes, every = sum(a.quotes for a in old), sum(a.quotes for a in story.ages)
    share = ratio(quotes, every)
    if share is None or quotes < limits.old_quotes or share < limits.old_share:
        return None
    value = sum((a.value for a in old), Decimal(0))
    return Finding(
        Level.WARNING,
        "old-open-quotes",
        f"{quotes:,} of {every:,} open quotes, worth {text(value, Unit.MONEY, story.currency)}, "
        f"were sent more than {round(limits.old_days)} days ago. Call about each, or close it.",
        {"quotes": quotes, "open": every, "value": value, "share": share},
    )


def _grows(story: Story) -> Finding | None:
    """Discounts against the year before, where no more is accepted for it."""
    (now, then), limits = story.trend, story.limits
    few = max(limits.few, _FEWEST)
    if min(now.discounts, then.discounts) < few or min(now.ended, then.ended) < few:
        return None
    mean_now, mean_then = now.sample.mean, then.sample.mean
    lies = apart.means(now.sample, then.sample)
    rates = apart.shares((now.accepted, now.ended), (then.accepted, then.ended))
    if mean_now - mean_then < limits.grew or lies.low <= 0 or rates.low > 0:
        return None
    was, is_ = rate(then.accepted, then.ended)[0], rate(now.accepted, now.ended)[0]
    return Finding(
        Level.WARNING,
        "discounts-grow",
        f"The mean discount of quotes sent since {story.recent_day} is "
        f"{text(mean_now, Unit.PERCENT)}, against {text(mean_then, Unit.PERCENT)} in the 12 months "
        f"before, and no more are accepted: {text(is_, Unit.PERCENT)}, against "
        f"{text(was, Unit.PERCENT)}. Ask what the discounts are for.",
        {"discount": mean_now, "before": mean_then, "rate": is_, "rate_before": was},
    )


def _apart(story: Story) -> Iterator[Finding]:
    """A rep whose discounts lie above all the others', by more than chance among so many."""
    limits, few = story.limits, max(story.limits.few, _FEWEST)
    groups = [g for g in story.groups("owner") if g.id is not None]
    judged = [g for g in groups if g.discounts >= few]
    width = width_of(len(judged))
    for group in sorted(judged, key=lambda g: -g.sample.mean):
        others = _without(groups, group)
        if others.n < few:
            continue
        more = group.sample.mean - others.mean
        error = sqrt(group.sample.variance + others.variance)
        if more >= limits.apart and more > width * error:
            yield _discounter(group, others)


def _without(groups: list[Group], one: Group) -> Sample:
    rest = [g for g in groups if g is not one]
    return Sample(
        sum(g.discounts for g in rest),
        sum(g.discount_sum for g in rest),
        sum(g.discount_squares for g in rest),
    )


def _discounter(group: Group, others: Sample) -> Finding:
    own, theirs = mean(group) or 0.0, others.mean
    share, _, _ = rate(group.accepted, group.ended)
    return Finding(
        Level.WARNING,
        "rep-discounts-more",
        f"{group.name} gives {text(own, Unit.PERCENT)} off on average, in {group.discounts:,} "
        f"quotes, the others {text(theirs, Unit.PERCENT)}; {text(share, Unit.PERCENT)} of those "
        "that ended were accepted. Look at what is sold, and to whom, before the rep.",
        {
            "name": group.name,
            "discount": own,
            "others": theirs,
            "quotes": group.discounts,
        },
    )
