"""Whose a sale is: shares of several reps, in whole cents, that sum to it."""

from collections.abc import Hashable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from salesops.models.commission.terms import ONE, ZERO
from salesops.units import rounded

Rep = TypeVar("Rep", bound=Hashable)


def shares(stated: Mapping[Rep, Decimal], owner: Rep) -> dict[Rep, Decimal]:
    """The share of each; what the stated ones leave of the whole is the owner's."""
    left = ONE - sum(stated.values(), ZERO)
    found = dict(stated)
    if left > 0:
        found[owner] = found.get(owner, ZERO) + left
    return found


def parts(amount: Decimal, stated: Mapping[Rep, Decimal], places: int) -> dict[Rep, Decimal]:
    """An amount by these shares, each to the cent: all together, it to the cent."""
    if set(stated.values()) == {ONE}:  # most deals are of one: exact sums are slow
        return {rep: rounded(amount, places) for rep in stated}
    found, before, so_far = {}, ZERO, Fraction(0)
    for rep, share in stated.items():
        so_far += Fraction(share) * Fraction(amount)
        until = rounded(Decimal(so_far.numerator) / Decimal(so_far.denominator), places)
        found[rep] = until - before
        before = until
    return found
