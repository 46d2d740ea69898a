"""The tables of forecast: what is ahead by date and in sum, how good it was, what is drawn."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from salesops.commands.sales._forecast import answers
from salesops.commands.sales._forecast.asked import TOTAL
from salesops.commands.sales._forecast.course import SCREEN, course, course_said, drawn
from salesops.commands.sales._forecast.exact import decimals
from salesops.commands.sales._forecast.judged import Judged, Told
from salesops.commands.sales._forecast.story import TOP, Story
from salesops.models.compare import change
from salesops.result import Table
from salesops.units import counted


def tables(story: Story) -> tuple[Table, ...]:
    """Those of data first, since a table is what csv writes."""
    if not story.known:
        return (_dated(story, []),)
    order = story.order
    return (_dated(story, order), _summed(story), _tried(story, order), drawn(story))


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
    rows = list(_sums(story)) if asked.parted else []
    doubted = any(told.weak for told in (story.total, *story.largest))
    kind = answers.summed(asked.level, asked.unit, _by(story), doubted=doubted)
    note = (
        "Missed by: WAPE of past forecasts, each told from what came before it; naive: that of the "
        f"season before said again. Course: {course_said(story)}."
    )
    by = "SKU" if asked.by == "sku" else asked.by
    title = f"{asked.title} of the {story.window.name} by {by}"
    filled = [kind(*cells) for cells in rows]
    return Table("series", title, kind, filled, note if rows else "", shown=asked.parted)


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
        course(story, told),
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
    name = counted(len(story.order) - TOP, "other")
    nothing = (None,) * 5
    return (name, expected, None, None, last, moved.change_pct, *nothing, None)


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
