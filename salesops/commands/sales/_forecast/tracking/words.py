"""What accuracy says in words: its headline and its notes."""

from collections.abc import Iterator

from salesops.commands.sales._forecast.tracking.held import Held, verdict
from salesops.commands.sales._forecast.tracking.saved import passed_over
from salesops.commands.sales._forecast.tracking.scores import Sums
from salesops.commands.sales._forecast.tracking.story import Tracked
from salesops.commands.sales._forecast.tracking.tables import FEW
from salesops.units import Unit, counted, text

ALIKE = 0.001
"""A WAPE that differs by less is no better and no worse."""


def headline(story: Tracked) -> str:
    """One sentence on the misses, one on the intervals."""
    if not story.compared:
        return _nothing(story)
    sums = story.sums
    if sums.wape is None:
        return f"Nothing came of {_title(story)} in {over(story)}: no miss is told in percent."
    return (
        f"Forecasts of {_title(story)} missed by {percent(sums.wape)} of what came (WAPE)"
        f"{_beside(story)}. {_intervals(sums, story)}"
    )


def _title(story: Tracked) -> str:
    by = f" by {story.asked.by}" if story.asked.parted else ""
    return f"{story.asked.title.lower()}{by}"


def percent(value: float | None) -> str:
    """A share as it is read."""
    return text(value, Unit.PERCENT)


def over(story: Tracked) -> str:
    """As in `28 days`."""
    return counted(story.sums.periods, story.asked.freq)


def _beside(story: Tracked) -> str:
    sums = story.sums
    if sums.ahead is None:
        return "; of the seasonal naive nothing is known"
    naive = f"the seasonal naive ({percent(sums.rival_wape)})"
    if abs(sums.ahead) < ALIKE:
        said = f"as much as {naive}"
    else:
        said = f"{'less' if sums.ahead > 0 else 'more'} than {naive}{_wins(story)}"
    few = f", of {over(story)} only" if sums.periods < FEW else ""
    return f", {said}{few}"


def _wins(story: Tracked) -> str:
    """In how many of them ours was better, where there are several."""
    many = len(story.compared)
    won = sum((one.sums.ahead or 0) > 0 for one in story.compared)
    return f", better in {won} of {many} forecasts" if many > 1 else ""


def _intervals(sums: Sums, story: Tracked) -> str:
    said = (
        f"{percent(sums.covered80)} came within the 80 % interval, "
        f"{percent(sums.covered95)} within the 95 % interval: "
    )
    found = {verdict(sums, level) for level in (80, 95)}
    for word in (Held.NARROW, Held.WIDE):
        if word in found:
            return f"{said}{word}."
    if Held.UNTOLD in found:
        return f"{said}{over(story)} are too few to tell whether they hold."
    return f"{said}they held."


def _nothing(story: Tracked) -> str:
    """Why there is nothing to compare."""
    asked = story.asked
    if story.waiting:
        first = min(story.waiting)
        many = counted(len(story.waiting), "forecast")
        return f"{many} of {_title(story)} saved; nothing of {first} or later is over yet."
    if story.unlike:
        return f"No saved forecast of {_title(story)} can be compared: {_differing(story)}."
    again = f"--measure {asked.measure} --by {asked.by} --freq {asked.freq}{_method(asked.method)}"
    return (
        f"No forecast of {_title(story)}, {asked.freq} by {asked.freq}, is saved: "
        f"salesops forecast {again} --save"
    )


def _method(name: str) -> str:
    return "" if name == "auto" else f" --method {name}"


def _differing(story: Tracked) -> str:
    many = counted(len(story.unlike), "forecast")
    verb = "was" if len(story.unlike) == 1 else "were"
    return f"{many} {verb} saved on other terms ({', '.join(story.differing)})"


def notes(story: Tracked) -> Iterator[str]:
    """What a reader must know to trust the numbers."""
    if story.compared:
        yield "What came is as the exports state it now: later refunds and corrections are in it."
    if story.unlike and story.compared:
        yield f"Not compared: {_differing(story)}."
    if story.followed:
        yield (
            f"{counted(story.followed, 'forecast')} not compared: a later one was saved before the "
            "same first period, and counts."
        )
    if story.waiting and story.compared:
        yield f"{counted(len(story.waiting), 'forecast')} tell what is not over yet."
    yield from _series(story)
    yield from _others(story)
    yield from passed_over(story.bad)


def _series(story: Tracked) -> Iterator[str]:
    by = story.asked.by
    if story.gone:
        yield f"{_some(story.gone, by)} forecast but not in the exports now: not compared."
    if story.new:
        yield f"{_some(story.new, by)} not forecast but sold since: not compared."


def _some(many: int, by: str) -> str:
    """As in `2 series (sku) were`."""
    return f"{many:,} series ({by}) {'was' if many == 1 else 'were'}"


def _others(story: Tracked) -> Iterator[str]:
    if story.elsewhere and not story.compared:
        named = "; ".join(sorted(str(question) for question in story.elsewhere))
        yield f"Saved are forecasts of: {named}."
