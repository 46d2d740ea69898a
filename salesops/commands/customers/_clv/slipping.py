"""Who slips away: likely a customer some weeks before a day, and on it more likely gone."""

from dataclasses import dataclass

import numpy as np

from salesops.commands.customers._clv.bought import Array, Known, Places
from salesops.models.lifetime.worth import Model, Worth


@dataclass(frozen=True)
class Slip:
    """Those who slipped away in the weeks before a day, as it was known then."""

    known: Known
    some: Places
    """Of the customers known then."""
    worth: Worth
    """Of these alone."""
    before: Array
    """P(alive) of theirs when the weeks began."""

    @property
    def stake(self) -> Array:
        """What each would bring, were they surely still customers, and is not expected."""
        return self.worth.if_alive - self.worth.value


def slip(model: Model, known: Known, weeks: float, days: int, risk: float) -> Slip:
    """Of customers, those whose P(alive) fell below `risk` within the last days."""
    start = known.end - days
    alive = model.buying.alive(known.seen.history)
    before = model.buying.alive(known.at(start).history)
    before = np.where(known.last > start, 1.0, before)  # who has bought since was one
    some = np.flatnonzero((alive < risk) & (before >= risk))
    return Slip(known, some, model.ahead(known.seen[some], weeks), before[some])
