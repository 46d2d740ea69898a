"""Where a period may end: the pace that periods before went on at, each from the same point."""

from dataclasses import dataclass
from decimal import Decimal
from statistics import quantiles

from salesops.commands.team._quota.rows import ZERO
from salesops.commands.team._quota.story import Story

FEWEST = 9
"""Periods before: of nine, the next lies between the least and the most in 80 % of cases."""
_TENTHS = 10


@dataclass(frozen=True)
class Ending:
    """The bounds of an 80 % interval; None where periods before tell none."""

    low: Decimal | None = None
    high: Decimal | None = None


def ending(story: Story) -> Ending:
    """Between which amounts the period ends in four cases of five, if it goes on as others did.

    What a period before had won by this point is a share of its end. As likely as the next share
    lies within the outer tenths of those, this end lies within what is won, divided by them.
    """
    course, projected, won = story.course, story.projection, story.result.won
    if projected is None or won <= ZERO or not course.learnt or len(course.past) < FEWEST:
        return Ending()
    first, *_, last = quantiles(
        (course.of_past(one, story.point) for one in course.past), n=_TENTHS
    )
    # Not `won`: a rep who starts late has less behind them than the period has, so more to come.
    pace = projected * Decimal(str(course.usual(story.point)))
    return Ending(*(max(pace / Decimal(str(s)), won) if s > 0 else None for s in (last, first)))
