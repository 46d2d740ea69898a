"""The operator guide's quadrants: much or little traffic, high or low conversion, abandonment.

Large ones are compared with their like: pages with those of the same first part of the path where
three or more are large, else with all. Whoever stands apart by chance alone is in no quadrant.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import median

from salesops.commands.traffic._funnel.rows import Each
from salesops.models.apart import Interval
from salesops.models.compare import ratio
from salesops.models.wilson import share, width_of

ALIKE = 3
"""As many large ones of a kind, and they are compared with each other."""
FEWEST = 4
"""With fewer large ones there is no median to speak of."""


class Quadrant(StrEnum):
    """Where one stands."""

    LOW = "much traffic, low sales"
    HIGH = "little traffic, high conversion"
    ABANDONED = "much traffic, abandoned checkouts"
    BEST = "much traffic, high conversion"
    WEAK = "little traffic, low sales"
    USUAL = "as others"
    FEW = "too few"


@dataclass(frozen=True)
class Placed:
    """One with its rates, what these are compared with, and where it stands."""

    each: Each
    kind: str
    """The first part of the path of those it is compared with; empty for all."""
    conversion: Interval | None
    usual: float | None
    """The median conversion of its like."""
    middle: float | None
    """The median traffic of its like."""
    quadrant: Quadrant

    @property
    def rate(self) -> float | None:
        """Its conversion."""
        return ratio(self.each.bought, self.each.visits)

    @property
    def abandoned(self) -> float | None:
        """Of the checkouts begun, those that did not end in an order."""
        rate = ratio(self.each.bought, self.each.checkouts)
        return None if rate is None else max(1 - rate, 0.0)

    def more(self, value: Decimal | None) -> Decimal | None:
        """What it would bring at the median conversion, above what it does."""
        if self.quadrant is not Quadrant.LOW or value is None or self.usual is None:
            return None
        missing = self.usual - (self.rate or 0.0)
        return Decimal(str(missing)) * self.each.visits * value


@dataclass(frozen=True)
class _Like:
    """What those of one kind are compared with."""

    kind: str
    few: bool
    usual: float
    middle: float
    completed: float | None
    """Of the checkouts of the median one, those that end in an order; None where few have many."""


def placed(
    rows: Sequence[Each], least: int, least_checkouts: int, spread: float = 1.0
) -> list[Placed]:
    """Each in its quadrant; `spread` is how much more than chance purchases vary."""
    large = [row for row in rows if row.visits >= least]
    groups: dict[str, list[Each]] = defaultdict(list)
    for row in large:
        groups[_path(row.name)].append(row)
    kinds = {
        kind: _like(kind, found, least_checkouts)
        for kind, found in groups.items()
        if kind and len(found) >= ALIKE
    }
    whole = _like("", large, least_checkouts)
    width = width_of(len(large))
    found = []
    for row in rows:
        like = kinds.get(_path(row.name), whole)
        told = _interval(row.bought, row.visits, spread, width)
        if row.visits < least or like.few:
            found.append(Placed(row, like.kind, told, None, None, Quadrant.FEW))
            continue
        where = _where(told, like.usual, much=row.visits >= like.middle)
        if where is Quadrant.USUAL and row.visits >= like.middle and row.checkouts is not None:
            ended = min(row.bought, row.checkouts)
            rate = _interval(ended, row.checkouts, spread, width)
            if row.checkouts >= least_checkouts and _below(rate, like.completed):
                where = Quadrant.ABANDONED
        found.append(Placed(row, like.kind, told, like.usual, like.middle, where))
    return found


def _path(name: str) -> str:
    """`/products` of `/products/mug`; empty for what is no path of two parts."""
    first, _, rest = name.removeprefix("/").partition("/")
    return f"/{first}" if name.startswith("/") and rest else ""


def _like(kind: str, rows: Sequence[Each], least_checkouts: int) -> _Like:
    if len(rows) < (ALIKE if kind else FEWEST):
        return _Like(kind, True, 0.0, 0.0, None)
    ended = [
        ratio(row.bought, row.checkouts) or 0.0
        for row in rows
        if (row.checkouts or 0) >= max(least_checkouts, 1)
    ]
    return _Like(
        kind,
        False,
        median(ratio(row.bought, row.visits) or 0.0 for row in rows),
        median(row.visits for row in rows),
        median(ended) if len(ended) >= ALIKE else None,
    )


def _where(told: Interval | None, usual: float, *, much: bool) -> Quadrant:
    if told is None or told.low <= usual <= told.high:
        return Quadrant.USUAL
    if told.high < usual:
        return Quadrant.LOW if much else Quadrant.WEAK
    return Quadrant.BEST if much else Quadrant.HIGH


def _below(told: Interval | None, usual: float | None) -> bool:
    return told is not None and usual is not None and told.high < usual


def _interval(part: int, whole: int, spread: float, width: float) -> Interval | None:
    """Wilson's, of as many independent events as the counts are worth."""
    n = round(whole / spread)
    return share(min(round(part / spread), n), n, width)
