"""What stages says in words: its headline and its metrics."""

from collections.abc import Iterator

from salesops.commands.team._stages.ratios import (
    Told,
    close_ratio,
    lead_to_opportunity,
    lead_to_sale,
)
from salesops.commands.team._stages.story import Story
from salesops.result import Metric
from salesops.units import Unit, counted, text


def headline(story: Story) -> str:
    """One sentence: from which stage fewest go on, and of what comes to a proposal what is won."""
    if story.stale:
        return story.stale.message
    if not story.deals:
        return "No deal was created in the window."
    said = f"{counted(story.deals, 'deal')} created"
    if not story.told:
        return f"{said}: {_untold(story)}"
    return f"{said}: {_fewest(story)}{_close(story)}."


def _untold(story: Story) -> str:
    """Why no step can be told."""
    if story.known.deals:
        return "none entered a stage that --stages names, so no step is told."
    return "how they go on is not computable from a snapshot."


def _fewest(story: Story) -> str:
    """The step from which the smallest share of the decided went on."""
    few = max(1, story.limits.few)
    steps = [(c, one) for c in story.courses for one, _ in c.steps() if one.decided.whole >= few]
    if not steps:
        return f"at no stage are as many as {few} decided"
    course, one = min(steps, key=lambda found: found[1].decided.rate or 0)
    share = one.decided
    low, high = (text(end, Unit.PERCENT) for end in (share.low, share.high))
    return (
        f"fewest go on from {story.named(course.pipeline, one.stage.stage)}, "
        f"{text(share.rate, Unit.PERCENT)} of {share.whole:,} decided there ({low} to {high})"
    )


def _close(story: Story) -> str:
    told = close_ratio(story)
    if told.share is None or not told.share.whole:
        return ""
    rate = text(told.share.rate, Unit.PERCENT)
    return f"; {rate} of {told.share.whole:,} that came to a proposal are won"


def metrics(story: Story) -> Iterator[Metric]:
    """The deals, the ratios, and how straight the way is."""
    told = story.told
    yield Metric("deals", "Deals created", story.deals, Unit.COUNT)
    yield Metric("with_history", "With history", story.known.deals, Unit.COUNT, good="")
    for name, found in (
        ("lead_to_opportunity", lead_to_opportunity(story)),
        ("close_ratio", close_ratio(story)),
        ("lead_to_sale", lead_to_sale(story)),
    ):
        yield from _ratio(name, found)
    skips, back = (story.skips, story.went("back")) if told else (None, None)
    yield Metric("skips", "Moves that skip a stage", skips, Unit.COUNT, good="")
    yield Metric("regresses", "Moves back", back, Unit.COUNT, good="down")


def _ratio(name: str, told: Told) -> Iterator[Metric]:
    share, decided = told.share, told.decided
    yield Metric(name, told.name, share.rate if share else None, Unit.PERCENT)
    rest = {
        "n": (share.whole if share else None, Unit.COUNT),
        "low": (share.low if share else None, Unit.PERCENT),
        "high": (share.high if share else None, Unit.PERCENT),
        "undecided": (told.undecided, Unit.COUNT),
        "of_decided": (decided.rate if decided else None, Unit.PERCENT),
    }
    for end, (value, unit) in rest.items():
        title = f"{told.name}: {end.replace('_', ' ')}"
        yield Metric(f"{name}_{end}", title, value, unit, good="", shown=False)
