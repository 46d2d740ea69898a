"""One series of a forecast: how it is told, how well that went before, what it sums to."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from salesops.models.forecast.outlook import Outlook
from salesops.models.forecast.panel import Array
from salesops.models.forecast.shifts import Shift
from salesops.models.wilson import by_chance

CHANCE = 0.05
"""Less likely than that: it is hardly by chance that so many of the origins went to the naive."""


@dataclass(frozen=True)
class Judged:
    """One series of an outlook: how it is told, and how well that went before."""

    name: str
    outlook: Outlook
    place: int
    """Its row there."""

    @property
    def method(self) -> str:
        """What tells it, in words."""
        return self.outlook.methods[self.place]

    @property
    def weak(self) -> str:
        """Why it is told with little confidence; empty where it is not."""
        return self.outlook.weak[self.place]

    def record(self, name: str) -> float | None:
        """How good it was before; None where it was too short to be tried."""
        return number(getattr(self.outlook.record, name)[self.place])

    def covered(self, level: float) -> float | None:
        """The share of what came that an interval held."""
        return number(self.outlook.record.covered[level][self.place])

    @property
    def origins(self) -> int:
        """From how many past periods it was told."""
        return int(self.record("origins") or 0)

    @property
    def lost(self) -> tuple[int, int]:
        """From how many past origins the naive one missed less, and of how many, ties aside."""
        won, lost = (int(self.record(name) or 0) for name in ("won", "lost"))
        return lost, won + lost

    @property
    def in_vain(self) -> bool:
        """Whether the season before, said again, was better, and hardly by chance."""
        missed, naive = self.record("wape"), self.record("naive")
        if missed is None or naive is None or missed < naive:
            return False
        lost, tried = self.lost
        return tried > 0 and by_chance(lost, tried, 0.5) < CHANCE


@dataclass(frozen=True)
class Told(Judged):
    """What is ahead of a series in sum, and what lies behind it."""

    raw: Array
    """(T,): what came, NaN where nothing is known."""
    expected: Decimal
    low: Decimal
    high: Decimal
    last: Decimal | None
    """As many periods as are ahead, just passed; None where there are not as many."""
    shift: Shift | None


def number(value: Any) -> float | None:
    """As answers hold it: None for NaN."""
    return float(value) if np.isfinite(value) else None
