"""What deals concludes: much of a period's plan slips, deals get old, the pipeline shrinks."""

from decimal import Decimal

from salesops.commands.team._deals.span import last_day
from salesops.commands.team._deals.story import Story
from salesops.commands.trust import gravest_first, rejected
from salesops.models.compare import ratio
from salesops.result import Finding, Level
from salesops.units import Unit, counted, text


def findings(story: Story) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first."""
    stale = story.stale()
    found = [stale, rejected(story.asked.db)]
    if stale is None:  # of a CRM that nobody exported everything looks old
        found += [_slipped(story), _shrank(story), _lost_late(story), _old(story)]
    return gravest_first(found)


def _slipped(story: Story) -> Finding | None:
    """The share of what was due in the period that is due after it."""
    first = story.due[0]
    deals, value = story.slipped
    share = ratio(value, first.value)
    limits = story.limits
    if not story.computable or share is None:
        return None
    if deals < limits.slipped_deals or share < limits.slipped:
        return None
    due = story.compared.due
    return Finding(
        Level.WARNING,
        "slipped-deals",
        f"{counted(deals, 'deal')} worth {text(value, Unit.MONEY, story.currency)} slipped past "
        f"{last_day(due):%Y-%m-%d}: {text(share, Unit.PERCENT)} of what was due in "
        f"{due.name}. Ask of each what has to happen, and by whom.",
        {"deals": deals, "value": value, "share": share},
    )


def _shrank(story: Story) -> Finding | None:
    """Open value against what it was; deals without an amount are in neither."""
    first, last = story.whole[0], story.whole[-1]
    if not story.computable or first.value <= 0 or first.blank > first.deals / 2:
        return None
    change = last.value - first.value
    share = ratio(change, first.value)
    if share is None or share > story.limits.fell or first.deals < story.limits.few:
        return None
    said = [text(v, Unit.MONEY, story.currency) for v in (first.value, last.value)]
    return Finding(
        Level.WARNING,
        "pipeline-shrank",
        f"Open value fell from {said[0]} to {said[1]} ({text(share, Unit.PERCENT)}) since "
        f"{story.compared.day:%Y-%m-%d}: what left was not made up for. Look for new deals.",
        {"then": first.value, "now": last.value, "change": share},
    )


def _old(story: Story) -> Finding | None:
    """The share of open value that is longer in its stage than three of four won deals were."""
    timed, limits = story.timed, story.limits
    share = ratio(timed.stale_value, timed.timed_value)
    if share is None or share < limits.stale or timed.stale < limits.few:
        return None
    value = text(timed.stale_value, Unit.MONEY, story.currency)
    return Finding(
        Level.WARNING,
        "stale-stages",
        f"{timed.stale:,} of {counted(timed.timed, 'open deal')} worth {value} "
        f"({text(share, Unit.PERCENT)} of the value) are longer in their stage than three of four "
        "won deals were: move them on, or close them.",
        {"deals": timed.stale, "value": timed.stale_value, "share": share},
    )


def _lost_late(story: Story) -> Finding | None:
    """Deals lost from the last third of the stages, in which most of their work was done."""
    lost = [m for m in story.movers if m.leaves == "lost" and m.was_late and m.amount_then]
    value = sum((m.amount_then or Decimal(0) for m in lost), Decimal(0))
    share = ratio(value, story.whole[0].value)
    limits = story.limits
    if share is None or share < limits.lost_late or len(lost) < limits.slipped_deals:
        return None
    first = max(lost, key=lambda m: m.amount_then or Decimal(0))
    said = text(value, Unit.MONEY, story.currency)
    return Finding(
        Level.WARNING,
        "deals-lost-late",
        f"{counted(len(lost), 'deal')} worth {said} were lost from the last stages since "
        f"{story.compared.day:%Y-%m-%d}: {text(share, Unit.PERCENT)} of what was open, first "
        f"{first.name}. Ask why before the next one goes.",
        {"deals": len(lost), "value": value, "share": share},
    )
