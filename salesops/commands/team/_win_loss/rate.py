"""A win rate: of how many, where the true one lies, and whether two differ by more than chance."""

from dataclasses import dataclass

from salesops.models import apart, wilson
from salesops.models.apart import WIDTH, Interval
from salesops.models.compare import ratio
from salesops.units import Unit, text


@dataclass(frozen=True)
class Rate:
    """Deals won, of those won or lost."""

    won: int
    n: int

    @property
    def share(self) -> float | None:
        """The rate; None of nothing."""
        return ratio(self.won, self.n)

    @property
    def interval(self) -> Interval | None:
        """Where the true rate lies (Wilson)."""
        return wilson.share(self.won, self.n)

    @property
    def ends(self) -> tuple[float | None, float | None]:
        """Its interval as two columns."""
        lies = self.interval
        return (lies.low, lies.high) if lies else (None, None)

    def without(self, part: "Rate") -> "Rate":
        """The others, without a part of them."""
        return Rate(self.won - part.won, self.n - part.n)

    def less(self, other: "Rate") -> float:
        """How far it lies above the other, in points."""
        return (self.share or 0.0) - (other.share or 0.0)

    def apart(self, other: "Rate", width: float = WIDTH) -> Interval:
        """Where the difference lies."""
        return apart.shares((self.won, self.n), (other.won, other.n), width=width)

    def __str__(self) -> str:
        return text(self.share, Unit.PERCENT)


def verdict(lies: Interval) -> str:
    """What an interval of a difference says."""
    return "chance" if not lies.tells else "above" if lies.low > 0 else "below"
