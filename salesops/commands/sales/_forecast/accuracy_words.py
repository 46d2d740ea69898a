"""What accuracy says in words: its headline, its findings, its notes."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from salesops.commands.sales._forecast.accuracy_tables import FEW
from salesops.commands.sales._forecast.saved import passed_over
from salesops.commands.sales._forecast.scores import Sums
from salesops.commands.sales._forecast.tracked import Tracked
from salesops.models.wilson import share
from salesops.result import Finding, Level
from salesops.units import Unit, counted, text

CLEAR = 0.3
"""An interval is not said to have held where the share that it holds is less sure than that."""
ALIKE = 0.001
"""A WAPE that differs by less is no better and no worse."""


class Held(StrEnum):
    """What an interval did."""

    HELD = "held"
    NARROW = "too narrow"
    WIDE = "too wide"
    UNTOLD = "too few to tell"


def held(covered: float | None, level: float, periods: int) -> Held:
    """Whether an interval held as much as it promised, as far as so many periods can tell."""
    sure = None if covered is None else share(round(covered * periods), periods)
    if sure is None:
        return Held.UNTOLD
    if sure.high < level:
        return Held.NARROW
    if sure.low > level:
        return Held.WIDE
    return Held.HELD if periods >= FEW and sure.high - sure.low <= CLEAR else Held.UNTOLD


def headline(story: Tracked) -> str:
    """One sentence on the misses, one on the intervals."""
    if not story.compared:
        return _nothing(story)
    sums = story.sums
    if sums.wape is None:
        return f"Nothing came of {_title(story)} in {_over(story)}: no miss is told in percent."
    return (
        f"Forecasts of {_title(story)} missed by {_percent(sums.wape)} of what came (WAPE)"
        f"{_beside(story)}. {_intervals(sums, story)}"
    )


def _title(story: Tracked) -> str:
    by = f" by {story.asked.by}" if story.asked.parted else ""
    return f"{story.asked.title.lower()}{by}"


def _percent(value: float | None) -> str:
    return text(value, Unit.PERCENT)


def _over(story: Tracked) -> str:
    """As in `28 days`."""
    return counted(story.sums.periods, story.asked.freq)


def _beside(story: Tracked) -> str:
    sums = story.sums
    if sums.ahead is None:
        return "; of the seasonal naive nothing is known"
    naive = f"the seasonal naive ({_percent(sums.rival_wape)})"
    if abs(sums.ahead) < ALIKE:
        said = f"as much as {naive}"
    else:
        said = f"{'less' if sums.ahead > 0 else 'more'} than {naive}{_wins(story)}"
    few = f", of {_over(story)} only" if sums.periods < FEW else ""
    return f", {said}{few}"


def _wins(story: Tracked) -> str:
    """In how many of them ours was better, where there are several."""
    many = len(story.compared)
    won = sum((one.sums.ahead or 0) > 0 for one in story.compared)
    return f", better in {won} of {many} forecasts" if many > 1 else ""


def _intervals(sums: Sums, story: Tracked) -> str:
    said = (
        f"{_percent(sums.covered80)} came within the 80 % interval, "
        f"{_percent(sums.covered95)} within the 95 % interval: "
    )
    found = {verdict(sums, level) for level in (80, 95)}
    for word in (Held.NARROW, Held.WIDE):
        if word in found:
            return f"{said}{word}."
    if Held.UNTOLD in found:
        return f"{said}{_over(story)} are too few to tell whether they hold."
    return f"{said}they held."


def verdict(sums: Sums, level: int) -> Held:
    """What the interval of so many percent did."""
    covered = sums.covered80 if level == 80 else sums.covered95  # noqa: PLR2004
    return held(covered, level / 100, sums.periods)


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


def findings(story: Tracked) -> Iterator[Finding]:
    """What is to be done about the forecasts."""
    sums = story.sums
    if sums.periods >= FEW and sums.ahead is not None and sums.ahead <= -ALIKE:
        yield Finding(
            Level.WARNING,
            "naive-better",
            f"The seasonal naive missed less: {_percent(sums.rival_wape)} against "
            f"{_percent(sums.wape)} of what came, over {_over(story)}. Plan with the last season "
            "until that has changed.",
            {"wape": sums.wape, "naive_wape": sums.rival_wape, "periods": sums.periods},
        )
    for level in (80, 95):
        if (found := verdict(sums, level)) is Held.NARROW:
            yield _narrow(level, story)
        elif found is Held.WIDE:
            yield _wide(level, story)


def _narrow(level: int, story: Tracked) -> Finding:
    facts = _held_facts(level, story)
    return Finding(
        Level.WARNING,
        "intervals-too-narrow",
        f"The {level} % interval is too narrow: {_percent(facts['covered'])} of what came lay in "
        f"it, over {_over(story)}; allow for more.",
        facts,
    )


def _wide(level: int, story: Tracked) -> Finding:
    facts = _held_facts(level, story)
    return Finding(
        Level.INFO,
        "intervals-too-wide",
        f"The {level} % interval is too wide: {_percent(facts['covered'])} of what came lay in it, "
        f"over {_over(story)}; less spread would have done.",
        facts,
    )


def _held_facts(level: int, story: Tracked) -> dict[str, Any]:
    sums = story.sums
    covered = sums.covered80 if level == 80 else sums.covered95  # noqa: PLR2004
    return {"level": level / 100, "covered": covered, "periods": sums.periods}


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
