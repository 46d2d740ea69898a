"""What pipeline concludes: what is open that should not be, and whether it can bring the quota."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.team._pipeline.story import Story
from salesops.commands.team._pipeline.words import money
from salesops.commands.trust import gravest_first, rejected
from salesops.models.compare import ratio
from salesops.result import Finding, Level
from salesops.units import Unit, counted, text


def findings(story: Story) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first."""
    found = [story.stale, rejected(story.asked.db)]
    if story.stale is None:  # what is open in an old export need not be open now
        found += [_coverage(story)]
        if story.whole.deals >= story.limits.few_deals:
            found += [_overdue(story), _stale(story), _stepless(story), *_blank(story)]
            found += [_concentrated(story)]
    return gravest_first(found)


def _part(story: Story, count: int, value: Decimal | None, most: float) -> str | None:
    """How many and how much of what is open, where that is more than usual; else None."""
    whole = story.whole
    deals, part = ratio(count, whole.deals), ratio(value, whole.value)
    if max(deals or 0.0, part or 0.0) < most or not count:
        return None
    said = f"{count:,} of {counted(whole.deals, 'open deal')} ({text(deals, Unit.PERCENT)})"
    if part is None:
        return said
    return f"{said}, {money(story, value)} or {text(part, Unit.PERCENT)} of open value,"


def _overdue(story: Story) -> Finding | None:
    whole = story.whole
    said = _part(story, whole.overdue, whole.overdue_value, story.limits.overdue_part)
    if said is None:
        return None
    return Finding(
        Level.WARNING,
        "overdue-close-dates",
        f"{said} should have closed before {story.as_of:%Y-%m-%d}: ask each owner for a new date, "
        "or close them. Until then no forecast by close date holds.",
        {"deals": whole.overdue, "value": whole.overdue_value, "open_deals": whole.deals},
    )


def _stale(story: Story) -> Finding | None:
    """Of those whose days can be held against deals that were won."""
    whole = story.whole
    part = ratio(whole.stale, whole.timed)
    few = whole.timed < story.limits.few_deals
    if part is None or few or part < story.limits.stale_part:
        return None
    return Finding(
        Level.WARNING,
        "stale-deals",
        f"{whole.stale:,} of {counted(whole.timed, 'open deal')} ({text(part, Unit.PERCENT)}), "
        f"{money(story, whole.stale_value)}, have been in their stage for longer than three "
        "quarters of the deals that were won had: most of them are not going to close as they are.",
        {"deals": whole.stale, "value": whole.stale_value, "timed_deals": whole.timed},
    )


def _stepless(story: Story) -> Finding | None:
    whole = story.whole
    said = _part(story, whole.stepless, whole.stepless_value, story.limits.stepless_part)
    if said is None:
        return None
    return Finding(
        Level.WARNING,
        "no-next-step",
        f"{said} have no next step: nothing is planned that would move them.",
        {"deals": whole.stepless, "value": whole.stepless_value, "open_deals": whole.deals},
    )


def _blank(story: Story) -> Iterator[Finding]:
    whole, limits = story.whole, story.limits
    without = whole.deals - whole.owned
    said = _part(story, without, whole.ownerless_value, limits.ownerless_part)
    if said is not None:
        yield Finding(
            Level.WARNING,
            "deals-without-owner",
            f"{said} belong to nobody: give each to a rep.",
            {"deals": without, "value": whole.ownerless_value, "open_deals": whole.deals},
        )
    part = ratio(whole.without, whole.deals) or 0.0
    if part >= limits.unvalued_part:
        yield Finding(
            Level.WARNING,
            "deals-without-amount",
            f"{whole.without:,} of {counted(whole.deals, 'open deal')} ({text(part, Unit.PERCENT)})"
            f" have no amount: {_short(story)}",
            {"deals": whole.without, "open_deals": whole.deals},
        )


def _short(story: Story) -> str:
    said = "what is open is worth more than it says here."
    if not story.listed and story.asked.has("products"):
        said += " --value list-price takes the list price of their products in its place."
    return said


def _concentrated(story: Story) -> Finding | None:
    """One deal, else one account, that decides how the pipeline ends."""
    whole, limits = story.whole, story.limits
    if whole.valued < limits.few_valued:
        return None
    for kind, most in (("deal", limits.deal_part), ("account", limits.account_part)):
        one = story.largest.get(kind)
        part = ratio(one.value, whole.value) if one else None
        if one is None or part is None or part < most:
            continue
        of = one.name if kind == "deal" else f"{one.name} ({counted(one.deals, 'deal')})"
        return Finding(
            Level.WARNING,
            "pipeline-concentrated",
            f"{text(part, Unit.PERCENT)} of open value is one {kind}: {of}, "
            f"{money(story, one.value)}. Look at the pipeline without it too: "
            f"{money(story, (whole.value or Decimal(0)) - one.value)} in "
            f"{counted(whole.deals - one.deals, 'deal')}.",
            {"kind": kind, "name": one.name, "value": one.value, "share": part},
        )
    return None


def _coverage(story: Story) -> Finding | None:
    """Less than the half of what is needed: deals yet to come seldom make that good."""
    found, needed = story.coverage, story.needed
    if found is None or needed is None or found.ratio is None:
        return None
    low = found.ratio < needed * story.limits.coverage_part
    if not low or found.left < found.quota * Decimal(str(story.limits.left_part)):
        return None
    return Finding(
        Level.WARNING,
        "coverage-low",
        f"{money(story, found.left)} of the quota of {found.period} "
        f"({money(story, found.quota)}) is still to win, and {money(story, found.open_value)} is "
        f"expected to close in it: {found.ratio:.2f} times, where {needed:.2f} are needed at the "
        f"win rate of {text(story.win_rate, Unit.PERCENT)}.",
        {
            "period": found.period,
            "quota": found.quota,
            "won": found.won,
            "open_value": found.open_value,
            "coverage": found.ratio,
            "needed": needed,
        },
    )
