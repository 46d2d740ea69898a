"""How long stock lasts, in bands, and how well a SKU sells, in classes."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from math import sqrt

from salesops.result import Heat


class Band(StrEnum):
    """A band of days of cover, the most pressing first."""

    OUT = "out"
    TWO = "< 2"
    THREE = "< 3"
    SEVEN = "< 7"
    FOURTEEN = "< 14"
    MORE = "14 +"
    NO_SALES = "no sales"
    """In stock and unsold: it lasts for ever, which is no number of days."""
    NO_STOCK = "not kept"
    """In no row of the inventory, or nothing that is kept in stock."""


EDGES = ((2.0, Band.TWO), (3.0, Band.THREE), (7.0, Band.SEVEN), (14.0, Band.FOURTEEN))
HEATS = {
    Band.OUT: Heat.OUT,
    Band.TWO: Heat.HOT,
    Band.THREE: Heat.WARM,
    Band.SEVEN: Heat.MILD,
    Band.FOURTEEN: Heat.COOL,
}
URGENT = (Band.OUT, Band.TWO, Band.THREE, Band.SEVEN)
"""Under the seven days in which the operator acts."""
CLASSES = ("A", "B", "C", "U")
_TO = ((Decimal("0.80"), "A"), (Decimal("0.95"), "B"))
WEEKS = 12
_SPREAD = ((0.5, "X"), (1.0, "Y"))


def band(cover: float | None) -> Band:
    """The band of a SKU that is in stock; without cover it did not sell."""
    if cover is None:
        return Band.NO_SALES
    return next((name for edge, name in EDGES if cover < edge), Band.MORE)


def classes(sales: Sequence[Decimal]) -> list[str]:
    """The class of each, of net sales from most to least: A to 80 % of all, B to 95 %, C the rest.

    What crosses a line is of the class above it; what brought nothing, or less, is U.
    """
    whole = sum((s for s in sales if s > 0), Decimal(0))
    edges = [(share * whole, name) for share, name in _TO]
    found, before = [], Decimal(0)
    for amount in sales:
        reached = (name for edge, name in edges if before < edge)
        found.append(next(reached, "C") if amount > 0 else "U")
        before += max(amount, Decimal(0))
    return found


def steadiness(total: float | None, squares: float | None) -> str | None:
    """X, Y or Z by the coefficient of variation of twelve weeks' units; None without a sale."""
    if not total or squares is None or total <= 0:
        return None
    mean = total / WEEKS
    variance = max((squares - total * mean) / (WEEKS - 1), 0.0)
    return next((name for most, name in _SPREAD if sqrt(variance) / mean < most), "Z")
