"""What accuracy concludes: that the naive is better, or an interval too narrow or too wide."""

from collections.abc import Iterator
from typing import Any

from salesops.commands.sales._forecast.tracking.held import Held, covered, verdict
from salesops.commands.sales._forecast.tracking.story import Tracked
from salesops.commands.sales._forecast.tracking.tables import FEW
from salesops.commands.sales._forecast.tracking.words import ALIKE, over, percent
from salesops.result import Finding, Level


def findings(story: Tracked) -> Iterator[Finding]:
    """What is to be done about the forecasts."""
    sums = story.sums
    if sums.periods >= FEW and sums.ahead is not None and sums.ahead <= -ALIKE:
        yield Finding(
            Level.WARNING,
            "naive-better",
            f"The seasonal naive missed less: {percent(sums.rival_wape)} against "
            f"{percent(sums.wape)} of what came, over {over(story)}. Plan with the last season "
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
        f"The {level} % interval is too narrow: {percent(facts['covered'])} of what came lay in "
        f"it, over {over(story)}; allow for more.",
        facts,
    )


def _wide(level: int, story: Tracked) -> Finding:
    facts = _held_facts(level, story)
    return Finding(
        Level.INFO,
        "intervals-too-wide",
        f"The {level} % interval is too wide: {percent(facts['covered'])} of what came lay in it, "
        f"over {over(story)}; less spread would have done.",
        facts,
    )


def _held_facts(level: int, story: Tracked) -> dict[str, Any]:
    sums = story.sums
    return {"level": level / 100, "covered": covered(sums, level), "periods": sums.periods}
