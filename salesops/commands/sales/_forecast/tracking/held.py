"""Whether an interval held as much as it promised, as far as the periods that came can tell."""

from enum import StrEnum

from salesops.commands.sales._forecast.tracking.scores import Sums
from salesops.commands.sales._forecast.tracking.tables import FEW
from salesops.models.wilson import share

CLEAR = 0.3
"""An interval is not said to have held where the share that it holds is less sure than that."""


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


def verdict(sums: Sums, level: int) -> Held:
    """What the interval of so many percent did."""
    return held(covered(sums, level), level / 100, sums.periods)


def covered(sums: Sums, level: int) -> float | None:
    """The share that came within the interval of so many percent."""
    return sums.covered80 if level == 80 else sums.covered95  # noqa: PLR2004
