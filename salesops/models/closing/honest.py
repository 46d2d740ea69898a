"""Whether chances that were said came true: Brier's score and a table of said against won."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from salesops.models.closing.clock import ALIKE, NEVER, Stays

Array = NDArray[np.float64]
Whole = NDArray[np.int64]
BANDS = 5
LEAST = 20
"""Closed deals from fewer of which no chance is told: the first to close are the quickly lost."""


@dataclass(frozen=True)
class Band:
    """Chances that were said between two bounds."""

    low: float
    high: float
    n: int
    said: float
    """Their mean."""
    won: int


@dataclass(frozen=True)
class Scored:
    """What became of chances that were said."""

    n: int
    deals: int
    """Different ones: a deal is scored once for each stage that it entered."""
    won: int
    said: float
    """The mean chance."""
    brier: float
    always: float
    """The score of always saying the share that was won."""
    worse: float
    """Standard errors by which Brier's score is worse than that; negative: better."""
    off: float
    """Standard errors by which more was said than was won; negative: less."""
    bands: tuple[Band, ...]

    @property
    def share(self) -> float:
        """Of them won."""
        return self.won / self.n


def scored(said: Array, won: Whole, deal: Whole) -> Scored | None:
    """Score chances against what came; those of one deal hang together and count as one draw."""
    if not said.size:
        return None
    rate = float(won.mean())
    miss = (said - won) ** 2
    deals = int(np.unique(deal).size)
    more = miss - (rate - won) ** 2
    # Entries of one deal end alike: as many draws as there are deals, not entries.
    spread = float(np.sqrt(more.var() / deals))
    chance = float(np.sqrt((said * (1 - said)).mean() / deals))
    gap = float(said.mean()) - rate
    return Scored(
        said.size,
        deals,
        int(won.sum()),
        float(said.mean()),
        float(miss.mean()),
        rate * (1 - rate),
        float(more.mean()) / spread if spread > 0 else 0.0,
        gap / chance if chance > 0 else 0.0,
        tuple(_bands(said, won)),
    )


def _bands(said: Array, won: Whole) -> list[Band]:
    band = np.minimum((said * BANDS).astype(np.int64), BANDS - 1)
    n = np.bincount(band, minlength=BANDS)
    sums = np.bincount(band, weights=said, minlength=BANDS)
    wins = np.bincount(band, weights=won, minlength=BANDS)
    return [
        Band(k / BANDS, (k + 1) / BANDS, int(n[k]), float(sums[k] / n[k]), int(wins[k]))
        for k in range(BANDS)
        if n[k]
    ]


def of_stages(stays: Stays, stages: int) -> tuple[Array, float | None]:
    """The chance of each stage by the deals that have closed, and the share of all that were won.

    Drawn towards that share as if ten more such deals had been there; None where few have closed.
    """
    over = stays.outcome >= 0
    all_closed, all_won = _sums(stays, over & _first(stays))
    if all_closed < LEAST:
        return np.full(stages, np.nan), None
    rate = all_won / all_closed
    once = stays.of(over & _first_there(stays))
    closed = np.bincount(once.code, minlength=stages)
    won = np.bincount(once.code, weights=once.outcome, minlength=stages)
    return (won + ALIKE * rate) / (closed + ALIKE), rate


def at_entry(stays: Stays, asked: NDArray[np.bool_]) -> Array:
    """The same, of deals that had closed before each asked stay began; NaN where few had."""
    over = stays.outcome >= 0
    won, closed = _before(stays, over & _first(stays), asked)
    rate = np.divide(won, closed, out=np.full(won.size, np.nan), where=closed >= LEAST)
    once = over & _first_there(stays)
    codes = stays.code[asked]
    found = np.full(codes.size, np.nan)
    for code in np.unique(codes):
        here, mine = stays.code == code, codes == code
        won, closed = _before(stays, once & here, asked & here)
        found[mine] = (won + ALIKE * rate[mine]) / (closed + ALIKE)
    return found


def _sums(stays: Stays, some: NDArray[np.bool_]) -> tuple[int, int]:
    return int(some.sum()), int(stays.outcome[some].sum())


def _first(stays: Stays) -> NDArray[np.bool_]:
    """Each deal's first stay."""
    found: NDArray[np.bool_] = np.diff(stays.deal, prepend=-1) != 0
    return found


def _first_there(stays: Stays) -> NDArray[np.bool_]:
    """Each deal's first stay in a stage: one that came back there is one deal all the same."""
    most = int(stays.code.max(initial=0)) + 1
    found = np.zeros(stays.code.size, dtype=np.bool_)
    found[np.unique(stays.deal * most + stays.code, return_index=True)[1]] = True
    return found


def _before(
    stays: Stays, closed: NDArray[np.bool_], asked: NDArray[np.bool_]
) -> tuple[Array, Array]:
    """Of the deals that closed before each asked stay began: how many were won, and how many."""
    days, entered = stays.closed[closed], stays.entered[asked]
    first = int(min(days.min(initial=NEVER), entered.min(initial=NEVER)))
    span = int(max(days.max(initial=first), entered.max(initial=first))) - first + 2
    # Shifted by one, so that the sum at a day is of the days before it.
    n = np.bincount(days - first + 1, minlength=span).cumsum()[entered - first]
    wins = np.bincount(days - first + 1, weights=stays.outcome[closed], minlength=span).cumsum()
    return wins[entered - first], n.astype(np.float64)
