"""A few orders that move the average: named, with the median beside; none is left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from salesops.commands.ledger import Ledger
from salesops.models.compare import average
from salesops.result import Finding, Level
from salesops.units import Count, Money, Ratio, Text, Unit, text

FENCE = 3
"""Tukey's outer fence: that many quartile ranges above the upper quartile is far out."""
FARTHEST = 1000
"""Times the upper quartile: no order is that far from the others by nature."""
LEAST = 20
"""With fewer orders the quartiles say little."""
FEW = 0.05
"""More than this share of the orders are not a few: then the shop sells at two scales."""
MOVES = 0.20
"""They matter when the average without them is this much lower."""
NAMED = 20
"""Orders that the sentence names."""
LISTED = 100
"""Orders that the facts hold, the largest first."""


@dataclass(frozen=True)
class Spread:
    """How the values of a window's orders lie."""

    orders: Count
    order_value: Money
    q1: Ratio | None
    median: Ratio | None
    q3: Ratio | None

    @property
    def fence(self) -> float:
        """The value above which an order is far from the others.

        In logarithms, since order values are skewed: by the plain fence a shop that also sells to
        trade would have hundreds of far orders, and none of them a mistake.
        """
        if not self.q1 or not self.q3 or self.q1 < 0:
            return (self.q3 or 0.0) + FENCE * ((self.q3 or 0.0) - (self.q1 or 0.0))
        return float(self.q3 * min((self.q3 / self.q1) ** FENCE, FARTHEST))


@dataclass(frozen=True)
class Far:
    """An order far above the others."""

    order_no: Text
    order_value: Money


def outliers(ledger: Ledger) -> Finding | None:
    """The finding, if a few orders of the window move the average order value."""
    asked = ledger.db.read("sales/outliers")
    spread = asked.one("spread", Spread, **ledger.span)
    if spread.orders < LEAST:
        return None
    far = asked.all("far_orders", Far, **ledger.span, fence=spread.fence)
    if not far or len(far) > spread.orders * FEW:
        return None
    without = average(
        spread.order_value - sum(f.order_value for f in far), spread.orders - len(far)
    )
    mean = average(spread.order_value, spread.orders)
    if without is None or mean is None or mean <= 0:  # of less than nothing there is no fifth
        return None
    if without > mean * Decimal(str(1 - MOVES)):
        return None
    return _finding(far, spread, mean, without, ledger.db.book.currency)


def _finding(
    far: Sequence[Far], spread: Spread, mean: Decimal, without: Decimal, currency: str | None
) -> Finding:
    def money(value: Decimal) -> str:
        return text(value, Unit.MONEY, currency)

    share = text(len(far) / spread.orders, Unit.PERCENT)
    median = Decimal(str(spread.median))
    moves, them, they, these = (
        ("moves", "it", "It is", "it is a sale")
        if len(far) == 1
        else ("move", "them", "They are", "they are sales")
    )
    return Finding(
        Level.WARNING,
        "outlier-orders",
        f"{len(far):,} of {spread.orders:,} orders ({share}) {moves} the average order value: "
        f"{money(mean)} with {them}, {money(without)} without, median {money(median)}. "
        f"{they} {_named(far, currency)}. All orders are counted; check that {these}.",
        {
            "count": len(far),
            "orders": [f.order_no for f in far[:LISTED]],
            "value": sum((f.order_value for f in far), Decimal(0)),
            "aov": mean,
            "aov_without": without,
            "median": median,
            "groups": [
                {"value": value, "orders": [f.order_no for f in same]}
                for value, same in _alike(far[:LISTED])
            ],
        },
    )


def _alike(far: Sequence[Far]) -> list[tuple[Decimal, list[Far]]]:
    """Orders of one value together: the same amount again and again is a sign of its own."""
    return [(value, list(same)) for value, same in groupby(far, key=lambda f: f.order_value)]


def _named(far: Sequence[Far], currency: str | None) -> str:
    groups = _alike(far)
    if len(groups[0][1]) == 1:
        told, rest = far[:NAMED], far[NAMED:]
        listed = ", ".join(
            f"{f.order_no} ({text(f.order_value, Unit.MONEY, currency)})" for f in told
        )
    else:
        value, told = groups[0]
        rest = far[len(told) :]
        names = ", ".join(f.order_no for f in told[:NAMED])
        more = f" and {len(told) - NAMED:,} more" if len(told) > NAMED else ""
        amount = text(value, Unit.MONEY, currency)
        listed = f"{len(told):,} orders of {amount} ({names}{more})"
    if not rest:
        return listed
    least, most = (text(f.order_value, Unit.MONEY, currency) for f in (rest[-1], rest[0]))
    return f"{listed}, and {len(rest):,} of {least}{f' to {most}' if most != least else ''}"
