"""Amounts of the model as money: rounded once, so that every list of them ties."""

from decimal import Decimal

import numpy as np

from salesops.commands.customers._clv.bought import Array
from salesops.units import MEAN_PLACES


def cents(amounts: Array, places: int) -> Array:
    """Each rounded half-even to the digits of its currency, as a whole number of these."""
    whole: Array = np.rint(amounts * 10.0**places)
    return whole


def total(whole: Array, places: int) -> Decimal:
    """The sum of amounts so rounded."""
    return Decimal(int(whole.sum())).scaleb(-places)


def money(amount: float, places: int) -> Decimal:
    """One amount, rounded as `cents` does."""
    return total(cents(np.array([amount]), places), places)


def mean(value: float) -> Decimal:
    """A mean as data holds it."""
    return Decimal(str(round(float(value), MEAN_PLACES)))
