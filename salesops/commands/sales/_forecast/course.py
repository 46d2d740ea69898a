"""Past and ahead as pictures: the marks of a course, the points of a line."""

from collections.abc import Iterator
from math import ceil
from typing import Any

import numpy as np

from salesops.commands.sales._forecast import answers
from salesops.commands.sales._forecast.exact import coins, decimals
from salesops.commands.sales._forecast.judged import Told, number
from salesops.commands.sales._forecast.story import STRETCH, Story
from salesops.models.forecast.panel import Array
from salesops.render.spark import marks
from salesops.result import Table
from salesops.units import counted

PICTURED = 9
SCREEN = 62
"""Dates that a screen still shows; more are for the data formats."""
DRAWN = 72
"""Periods of a picture, the last of them ahead: a mark each in a terminal of 80 columns."""
MARKS, WIDEST = 8, 13
"""Of a course: so many past ones at least, and so many of what is ahead at most."""


def course_said(story: Story) -> str:
    """What a mark of a course is."""
    stretch = _stretch(story)
    each = f"{stretch} {story.asked.freq}s" if stretch > 1 else f"a {story.asked.freq}"
    return f"a mark is {each}, those past the stroke are ahead"


def course(story: Story, told: Told) -> str:
    """Past and ahead as marks of one scale, the sums of whole stretches."""
    stretch = _stretch(story)
    ahead = _stretches(told.outlook.yhat[told.place], stretch, last=False)
    past = _stretches(told.raw, stretch, last=True)[-max(MARKS, len(ahead)) :]
    return marks([*past, *ahead], ahead=len(ahead))


def _stretch(story: Story) -> int:
    """Periods of a mark: a week of days, but no more than are ahead; more where they are many."""
    usual = min(STRETCH[story.asked.freq], story.horizon)
    return usual * ceil(story.horizon // usual / WIDEST)


def _stretches(values: Array, stretch: int, *, last: bool) -> list[float | None]:
    """The sums of whole stretches, counted from the end or the start."""
    whole = len(values) // stretch * stretch
    cut = values[len(values) - whole :] if last else values[:whole]
    return [number(total) for total in cut.reshape(-1, stretch).sum(axis=1)]


def drawn(story: Story) -> Table:
    """Past and ahead of the largest series: a spark line of one, a picture of up to nine."""
    kind = answers.drawn(story.asked.unit, story.asked.title)
    rows = [kind(*cells) for place in story.order[:PICTURED] for cells in _points(story, place)]
    past = len(story.series.raw[0, -_past(story) :])
    title = f"{counted(past, story.asked.freq)} past, and the {story.window.name}"
    return Table(
        "course",
        title,
        kind,
        rows,
        "" if story.horizon <= SCREEN else f"Each of the {story.span}: --format csv.",
        shown=not story.asked.parted and len(rows) > 1,
        spark="value",
        ahead=story.horizon,
    )


def _past(story: Story) -> int:
    return max(DRAWN - story.horizon, story.horizon)


def _points(story: Story, place: int) -> Iterator[tuple[Any, ...]]:
    name, seen = story.parts.panel.ids[place], story.series.raw.shape[1]
    raw = story.series.raw[place, -_past(story) :]
    came = decimals(coins(np.nan_to_num(raw), story.places), story.places)
    for n, (value, known) in enumerate(zip(came, np.isfinite(raw), strict=True)):
        amount = value if known else None
        yield (story.at(seen - len(came) + n), name, amount, amount, *[None] * 5)
    pairs = list(story.bounds(place))
    inner, outer = pairs[0], pairs[-1]
    columns = [decimals(row, story.places) for row in (story.ahead[place], *inner, *outer)]
    for day, yhat, *ends in zip(story.periods, *columns, strict=True):
        yield (day, name, yhat, None, yhat, *ends)
