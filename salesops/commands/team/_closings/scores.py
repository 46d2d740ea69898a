"""What past periods say of the forecast together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from salesops.commands.team._closings.past import Told

SOME = 4
"""Past periods without which no interval is widened."""


@dataclass(frozen=True)
class Scores:
    """What the past periods say of the forecast together."""

    told: Sequence[Told]

    @property
    def wape(self) -> float | None:
        """What was missed in sum, of what was won."""
        return self._of_won(abs(one.forecast - one.won) for one in self.told)

    @property
    def bias(self) -> float | None:
        """How much more was forecast than won, of what was won."""
        return self._of_won(one.forecast - one.won for one in self.told)

    @property
    def accuracy(self) -> float | None:
        """1 less WAPE, never below 0."""
        return None if self.wape is None else max(1 - self.wape, 0.0)

    @property
    def new(self) -> float | None:
        """What was won of deals that were not there when the period began, of all won."""
        return self._of_won(one.won - one.of_open for one in self.told)

    @property
    def stated_wape(self) -> float | None:
        """WAPE of the CRM's own."""
        if not self.told or any(one.stated is None for one in self.told):
            return None
        return self._of_won(abs((one.stated or 0) - one.won) for one in self.told)

    @property
    def wider(self) -> float:
        """How much further off past periods were than deals won apart from each other would be.

        Good and bad months hit many deals at once, and chances may be wrong. Drawn towards 1 as if
        some periods more had been as expected; never below it.
        """
        if len(self.told) < SOME:
            return 1.0
        off = [(one.of_open - one.forecast) / one.spread for one in self.told if one.spread > 0]
        square = (sum(z * z for z in off) + SOME) / (len(off) + SOME)
        return max(sqrt(square), 1.0)

    @property
    def within(self) -> int:
        """Periods whose won value of open deals lay between low and high."""
        return sum(one.low <= one.of_open <= one.high for one in self.told)

    def _of_won(self, parts: Iterator[float]) -> float | None:
        won = sum(one.won for one in self.told)
        return sum(parts) / won if won > 0 else None
