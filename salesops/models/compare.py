"""A number against the number before: difference, percent, and why there may be none."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from salesops.result import Change
from salesops.units import CENTS, rounded

NEW = "new"
NOT_AVAILABLE = "n/a"
NO_HISTORY = "no history"


def change(versus: str, value: Any, base: Any, *, history: bool = True) -> Change:
    """The change of a value (Decimal, int, float or None) from its base.

    A percent needs a positive base: from 0 it is "new", from a negative one there is only the
    difference. Without history (the base window begins before the data) nothing is said.
    """
    if not history:
        return Change(versus, None, None, None, NO_HISTORY)
    if value is None or base is None:
        return Change(versus, base, None, None, NOT_AVAILABLE)
    difference = value - base
    if base > 0:
        return Change(versus, base, difference, float(Fraction(difference) / Fraction(base)))
    return Change(versus, base, difference, None, NEW if base == 0 < value else NOT_AVAILABLE)


def ratio(part: Any, whole: Any) -> float | None:
    """Divide: part / whole as a fraction; None where the whole is 0 or either is unknown."""
    if part is None or not whole:
        return None
    return float(Fraction(part) / Fraction(whole))


def average(total: Decimal, count: int) -> Decimal | None:
    """Divide: total / count, exact to 28 digits; None for a count of 0."""
    return total / count if count else None


def causes(
    orders: tuple[int, int], sales: tuple[Decimal, Decimal], returns: tuple[Decimal, Decimal]
) -> dict[str, Decimal]:
    """What made net sales move from (before) to (after): orders, order value, returns; to the cent.

    By midpoints, so that no order of effects matters: orders by the mean order value, order value
    by the mean orders. Where one side has no orders there is no order value to compare: orders
    made it all. The three sum to the move of the rounded net sales exactly.
    """
    before, after = orders
    old = Fraction(sales[0]) / (before or 1)
    new = Fraction(sales[1]) / (after or 1)
    if not before or not after:
        old = new = max(old, new)
    by_orders = (after - before) * (old + new) / 2
    first = rounded(Decimal(by_orders.numerator) / Decimal(by_orders.denominator), CENTS)
    last = rounded(returns[0] - returns[1], CENTS)
    nets = [rounded(s - r, CENTS) for s, r in zip(sales, returns, strict=True)]
    return {"orders": first, "order value": nets[1] - nets[0] - first - last, "returns": last}
