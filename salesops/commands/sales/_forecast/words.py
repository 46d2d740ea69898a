"""What forecast says in words: its headline, its metrics and its notes."""

from collections.abc import Iterator
from typing import Any

from salesops.commands.sales._forecast.judged import Told
from salesops.commands.sales._forecast.story import Story
from salesops.models.compare import change
from salesops.models.forecast.panel import Freq
from salesops.result import Finding, Metric
from salesops.units import Unit, counted, signed, text

NOTHING = "Nothing was sold before as-of that the exports know of: nothing can be forecast."


def headline(story: Story, stale: Finding | None) -> str:
    """One sentence: what comes in sum, how sure that is, and how good such were before."""
    if stale is not None:
        return stale.message
    if not story.known:
        return NOTHING
    total = story.total
    said = f"{_start(total)}{amount(story, total.expected)} in the {story.window.name}"
    return f"{said}{_sure(story, total)}{_moved(story, total)}{_before(story, total)}."


def _start(total: Told) -> str:
    """A guess is called one."""
    return f"A guess, {total.weak}: " if total.weak else "Expected: "


def amount(story: Story, value: Any) -> str:
    """A forecast amount with what it counts."""
    written = text(value, story.asked.unit, story.currency)
    if story.asked.unit is Unit.MONEY:
        return f"{written}{f' {story.currency}' if story.currency else ''}"
    return f"{written} {story.asked.measure}"


def _sure(story: Story, total: Told) -> str:
    ends = (text(end, story.asked.unit, story.currency) for end in (total.low, total.high))
    return f" ({story.asked.level} % interval {' to '.join(ends)})"


def _moved(story: Story, total: Told) -> str:
    moved = change("prev", total.expected, total.last)
    if moved.change_pct is None:
        return ""
    return f", {signed(moved.change_pct, Unit.PERCENT)} on the {story.span} before"


def _before(story: Story, total: Told) -> str:
    missed, naive = total.record("wape"), total.record("naive")
    if missed is None:
        return "; the history is too short to try it on the past"
    said = f"; from {counted(total.origins, 'past origin')} a {story.asked.freq} was missed by"
    beside = f" (naive forecast: {text(naive, Unit.PERCENT)})" if naive is not None else ""
    return f"{said} {text(missed, Unit.PERCENT)}{beside}"


def metrics(story: Story) -> tuple[Metric, ...]:
    """The total by name; how good it was."""
    if not story.known:
        return ()
    asked, total = story.asked, story.total
    moved = change("prev", total.expected, total.last, history=total.last is not None)
    level = asked.level
    return (
        Metric("expected", f"{asked.title} expected", total.expected, asked.unit, (moved,)),
        Metric(f"lo{level}", f"{level} % interval, from", total.low, asked.unit, good=""),
        Metric(f"hi{level}", f"{level} % interval, to", total.high, asked.unit, good=""),
        Metric("last", f"The {story.span} before", total.last, asked.unit, good=""),
        *_record(story, total),
        Metric("method", "Method", total.method, Unit.TEXT, good="", shown=False),
        Metric("series", "Series", len(story.order), Unit.COUNT, good="", shown=asked.parted),
    )


def _record(story: Story, total: Told) -> Iterator[Metric]:
    """How good such forecasts were; nothing of a history too short to try."""
    tried = total.origins > 0
    yield Metric("origins", "Past origins tried", total.origins, Unit.COUNT, good="")
    for name, title, unit in (
        ("wape", "Missed by (WAPE)", Unit.PERCENT),
        ("naive", "Naive forecast missed by", Unit.PERCENT),
        ("mase", "MASE", Unit.RATIO),
        ("bias", "Bias", Unit.PERCENT),
    ):
        yield Metric(name, title, total.record(name), unit, good="", shown=tried)
    for level, chance in zip(story.asked.levels, story.asked.chances, strict=True):
        share, title = total.covered(chance), f"Came within {level} %"
        yield Metric(f"covered{level}", title, share, Unit.PERCENT, good="", shown=tried)


def notes(story: Story) -> Iterator[str]:
    """What a reader must know to trust the numbers."""
    if not story.known:
        return
    yield from story.series.notes
    yield f"The method that weighs most in the total: {story.total.method}."
    yield (
        "The interval of a sum is that of whole paths: what one day misses the next one does too, "
        "so the ends of days do not add up to it."
    )
    yield from _borrowing(story)
    if story.asked.parted and story.asked.adds_up:
        yield f"Each series is told from itself; then {_sums(story)}."


def _borrowing(story: Story) -> Iterator[str]:
    """New SKUs are told with a season that is not their own."""
    if some := story.tree.borrowers:
        whole, of = ("week", "weeks") if story.freq is Freq.DAY else ("year", "years")
        yield (
            f"{counted(some, 'SKU')} with less than two {of} of history "
            f"{'borrows' if some == 1 else 'borrow'} the {whole} of the category, or of the total "
            "where that has none, as far as what was sold bears it out."
        )


def _sums(story: Story) -> str:
    if story.tree.categories is None:
        return "all are brought to the total they sum to"
    return "categories are brought to the total they sum to, and SKUs to their category"
