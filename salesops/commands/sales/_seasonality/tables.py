"""The tables of seasonality: a row a series, and a row for each of its phases."""

from collections.abc import Iterator

from salesops.commands.sales._seasonality.rows import Phase, Season
from salesops.commands.sales._seasonality.story import Story, Told
from salesops.models.forecast.panel import Freq
from salesops.render.spark import marks
from salesops.result import Table

TOP = 15
"""Series that prose tells; the data formats hold all."""
CHANCE = "No season is detected: these may be chance."


def tables(story: Story) -> Iterator[Table]:
    """Seasons first, since the first table is what csv writes."""
    rows = [_season(story, told) for told in story.all]
    some, many = story.asked.parted, len(rows) > TOP + 1
    note = f"Shape: a mark is a {story.asked.freq}, from {story.phases[0]} on."
    yield Table("seasons", _title(story), Season, rows, note, shown=some and not many)
    if many:
        title = f"{_title(story)}: the {TOP} most sold"
        yield Table("largest", title, Season, rows[: TOP + 1], note)
    phases = [row for told in story.all for row in _phases(story, told)]
    title = f"What a {story.asked.freq} brings of the mean"
    spark = "index" if story.freq is Freq.WEEK else ""
    chance = "" if not phases or story.total.detected else CHANCE
    yield Table("indices", title, Phase, phases, chance, spark=spark, shown=not some)


def _title(story: Story) -> str:
    by = "SKU" if story.asked.by == "sku" else story.asked.by
    return f"Seasons of the {story.cycle} by {by}"


def _season(story: Story, told: Told) -> Season:
    """Of what is not detected no ends: chance has a peak too."""
    peak, trough = told.ends if told.detected else (None, None)
    return Season(
        told.name,
        told.detected,
        story.cycle,
        told.cycles,
        told.strength,
        None if peak is None else story.phases[peak],
        None if peak is None else told.indices[peak],
        None if trough is None else story.phases[trough],
        None if trough is None else told.indices[trough],
        marks(told.indices),
        told.why or None,
    )


def _phases(story: Story, told: Told) -> Iterator[Phase]:
    for phase, index in zip(story.phases, told.indices, strict=True):
        yield Phase(phase, told.name, index, "closed" if index is None else None)
