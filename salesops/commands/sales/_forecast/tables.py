"""The tables of forecast: what is ahead by date and in sum, how good it was, what is drawn."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from salesops.commands.sales._forecast import answers
from salesops.commands.sales._forecast.asked import TOTAL
from salesops.commands.sales._forecast.exact import coins, decimals
from salesops.commands.sales._forecast.story import STRETCH, TOP, Judged, Story, Told
from salesops.models.compare import change
from salesops.models.forecast.panel import Array
from salesops.render.spark import marks
from salesops.result import Table
from salesops.units import counted

PICTURED = 9
SCREEN = 62
"""Dates that a screen still shows; more are for the data formats."""
DRAWN = 72
"""Periods of a picture, the last of them ahead: a mark each in a terminal of 80 columns."""
MARKS = 8
OTHERS = "all others"


def tables(story: Story) -> tuple[Table, ...]:
    """Those of data first, since a table is what csv writes."""
    if not story.known:
        return (_dated(story, []),)
    order = story.order
    return (_dated(story, order), _summed(story), _tried(story, order), _drawn(story))


def _dated(story: Story, order: Sequence[int]) -> Table:
    asked = story.asked
    kind = answers.dated(
        asked.levels, asked.unit, _by(story), asked.freq.capitalize(), parted=asked.parted
    )
    rows = [kind(*cells) for place in order for cells in _dates(story, place)]
    some = 0 < len(rows) <= SCREEN and not asked.parted
    return Table("forecast", f"{asked.title} by {asked.freq}", kind, rows, shown=some)


def _by(story: Story) -> str:
    by = story.asked.by
    return "SKU" if by == "sku" else by.capitalize()


def _dates(story: Story, place: int) -> Iterator[tuple[Any, ...]]:
    """Name, date, expected, and of each level low and high."""
    ends = [end for pair in story.bounds(place) for end in pair]
    columns = [decimals(row, story.places) for row in (story.ahead[place], *ends)]
    name = story.parts.panel.ids[place]
    for day, *amounts in zip(story.periods, *columns, strict=True):
        yield (name, day, *amounts)


def _summed(story: Story) -> Table:
    """The total, the largest series, and all others as one."""
    asked = story.asked
    kind = answers.summed(asked.level, asked.unit, _by(story))
    note = (
        "Missed by: WAPE of past forecasts, each told from what came before it; naive: that of the "
        f"season before said again. Course: {_course_said(story)}."
    )
    rows = [kind(*cells) for cells in _sums(story)] if asked.parted else []
    by = "SKU" if asked.by == "sku" else asked.by
    title = f"{asked.title} of the {story.window.name} by {by}"
    return Table("series", title, kind, rows, note if rows else "", shown=asked.parted)


def _course_said(story: Story) -> str:
    stretch = STRETCH[story.asked.freq]
    each = f"{stretch} {story.asked.freq}s" if stretch > 1 else f"a {story.asked.freq}"
    return f"a mark is {each}, those past the dot are ahead"


def _sums(story: Story) -> Iterator[tuple[Any, ...]]:
    yield _sum(story, story.total)
    yield from (_sum(story, told) for told in story.largest)
    if len(story.order) > TOP and story.asked.adds_up:
        yield _rest(story)


def _sum(story: Story, told: Told) -> tuple[Any, ...]:
    moved = change("prev", told.expected, told.last, history=told.last is not None)
    return (
        told.name,
        told.expected,
        told.low,
        told.high,
        told.last,
        moved.change_pct,
        told.record("wape"),
        told.record("naive"),
        "low" if told.weak else "usual",
        _course(story, told),
        told.method,
        moved.reason,
    )


def _rest(story: Story) -> tuple[Any, ...]:
    """What is left of the total: no interval, since those of parts do not add."""
    total, largest = story.total, story.largest
    expected = total.expected - sum((told.expected for told in largest), Decimal(0))
    known = [told.last for told in largest if told.last is not None]
    last = total.last - sum(known, Decimal(0)) if total.last is not None else None
    moved = change("prev", expected, last, history=last is not None)
    name = f"{OTHERS}, {len(story.order) - TOP:,}"
    nothing = (None,) * 5
    return (name, expected, None, None, last, moved.change_pct, *nothing, None)


def _course(story: Story, told: Told) -> str:
    """Past and ahead as marks of one scale, the sums of whole stretches."""
    stretch = STRETCH[story.asked.freq]
    ahead = _stretches(told.outlook.yhat[told.place], stretch, last=False)
    past = _stretches(told.raw, stretch, last=True)[-max(MARKS, len(ahead)) :]
    drawn = marks([*past, *ahead])
    return f"{drawn[: len(past)]}·{drawn[len(past) :]}"


def _stretches(values: Array, stretch: int, *, last: bool) -> list[float | None]:
    """The sums of whole stretches, counted from the end or the start."""
    whole = len(values) // stretch * stretch
    cut = values[len(values) - whole :] if last else values[:whole]
    return [float(total) for total in cut.reshape(-1, stretch).sum(axis=1)]


def _tried(story: Story, order: Sequence[int]) -> Table:
    levels = story.asked.levels
    kind = answers.tried(levels)
    names = story.parts.panel.ids
    found = [Judged(TOTAL, story.whole, 0)] if story.asked.parted else []
    found += [Judged(names[place], story.parts, place) for place in order]
    rows = [kind(*_try(story, one)) for one in found]
    title = "How good forecasts of past periods were, each told from those before it alone"
    return Table("backtest", title, kind, rows, shown=False)


def _try(story: Story, one: Judged) -> tuple[Any, ...]:
    return (
        one.name,
        one.origins,
        *(one.record(name) for name in ("wape", "mase", "bias")),
        *(one.covered(chance) for chance in story.asked.chances),
        one.record("naive"),
        one.method,
        one.weak or None,
    )


def _drawn(story: Story) -> Table:
    """Past and ahead of the largest series: a spark line of one, a picture of up to nine."""
    kind = answers.drawn(story.asked.unit, story.asked.title)
    rows = [kind(*cells) for place in story.order[:PICTURED] for cells in _points(story, place)]
    past = len(story.series.raw[0, -_past(story) :])
    title = f"{counted(past, story.asked.freq)} past, and the {story.window.name}"
    return Table(
        "course", title, kind, rows, spark="value", shown=not story.asked.parted and len(rows) > 1
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
