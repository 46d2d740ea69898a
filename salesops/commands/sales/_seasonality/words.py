"""What seasonality says in words: its headline and its metrics."""

from collections.abc import Iterator

from salesops.commands.sales._seasonality.story import Story, Told
from salesops.result import Metric
from salesops.units import Unit, text

NOTHING = "Nothing was sold before as-of that the exports know of: no season can be told."


def headline(story: Story) -> str:
    """One sentence: the season, its peak and trough, or what lacks."""
    if not story.known:
        return NOTHING
    return f"{_said(story, story.total)}{_parts(story)}."


def _said(story: Story, told: Told) -> str:
    sold = f"{story.cycle}ly season of {story.asked.title.lower()}"
    if not told.detected:
        return f"No {sold}: {told.why}"
    peak, trough = told.ends
    high, low = (text(told.indices[end], Unit.RATIO) for end in (peak, trough))
    return (
        f"{sold.capitalize()}: {_phase(story, peak)} sells {high} x the mean of a "
        f"{story.asked.freq}, {_phase(story, trough)} {low} x (strength "
        f"{text(told.strength, Unit.RATIO)}, {told.cycles:.1f} {story.cycle}s seen)"
    )


def _phase(story: Story, phase: int) -> str:
    word = story.phases[phase]
    return f"the {word}" if word.startswith("week") else word


def _parts(story: Story) -> str:
    if not story.parts:
        return ""
    some = sum(told.detected for told in story.parts)
    return f"; {some:,} of {len(story.parts):,} series have one"


def metrics(story: Story) -> Iterator[Metric]:
    """The total by name."""
    if not story.known:
        return
    told = story.total
    peak, trough = told.ends if told.detected else (None, None)
    yield Metric("detected", "Season detected", told.detected, Unit.FLAG, good="")
    yield Metric("strength", "Strength", told.strength, Unit.RATIO, good="")
    title = f"{story.cycle.capitalize()}s seen"
    yield Metric("cycles", title, told.cycles, Unit.RATIO, good="")
    for name, end in (("peak", peak), ("trough", trough)):
        if end is not None:
            title, index = name.capitalize(), told.indices[end]
            yield Metric(name, title, story.phases[end], Unit.TEXT, good="")
            yield Metric(f"{name}_index", f"{title}, x the mean", index, Unit.RATIO, good="")
