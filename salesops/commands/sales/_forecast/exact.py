"""From the engine's floats to amounts that are exact: parts that sum to their whole."""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from salesops.models.forecast.panel import Array

Coins = NDArray[np.int64]
"""Amounts counted in the smallest coin: cents, or ten-thousandths of a unit."""


def coins(amounts: Array, places: int) -> Coins:
    """Each amount to the nearest coin."""
    return np.rint(amounts * 10.0**places).astype(np.int64)


def parted(parts: Array, whole: Coins, places: int) -> Coins:
    """The parts (N, H) in coins, so that each column sums to the whole (H,): largest remainder.

    Each is rounded down, and what is then missing goes, one coin each, to those that lost most; of
    equal ones to the first.
    """
    exact = parts * 10.0**places
    lower = np.floor(exact).astype(np.int64)
    if not len(parts):
        return lower
    every, some = np.divmod(whole - lower.sum(axis=0), len(parts))
    lost = np.argsort(np.argsort(lower - exact, axis=0, kind="stable"), axis=0)
    found: Coins = lower + every + (lost < some)
    return found


def decimals(found: Coins, places: int) -> list[Decimal]:
    """The coins as amounts."""
    return [Decimal(coin).scaleb(-places) for coin in found.tolist()]


def added(amounts: Sequence[Decimal]) -> Decimal:
    """Their sum."""
    return sum(amounts, Decimal(0))
