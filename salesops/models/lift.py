"""How much oftener two things stand together than by chance, and within which bounds."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from salesops.models.apart import WIDTH

Floats = NDArray[np.floating]
Bools = NDArray[np.bool_]
_ERROR = 0.025
"""How often one bound of a 95 % interval may be wrong."""
_FEW = 10
"""Draws below which the correction for few goes astray, and Wilson's bounds are taken."""
_PLACES = 6
"""Decimals of a bound: logarithms differ beyond from one processor to the next."""


@dataclass(frozen=True)
class Lift:
    """The lift of each pair with the bounds of its 95 % interval."""

    value: Floats
    low: Floats
    high: Floats


def lift(n: Floats, n_a: Floats, n_b: Floats, orders: Floats) -> Lift:
    """Of n orders with both, of n_a with one, of n_b with the other, of all; n is above 0.

    The lift is p / (s p + (1 - s) q): p the share of b in orders with a, q its share in the others,
    s the share of a. These are three shares of different draws, so each has bounds of its own, and
    the three distances, as logarithms, are one by the root of the sum of their squares (MOVER, Zou
    and Donner 2008). Unlike an interval by standard errors it holds for few orders too.
    """
    p, q, s = n / n_a, (n_b - n) / np.maximum(orders - n_a, 1), n_a / orders
    value = n * orders / (n_a * n_b)
    p_low, p_high = _bounds(n, n_a)
    q_low, q_high = _bounds(n_b - n, orders - n_a)
    s_low, s_high = _bounds(n_a, orders)
    # More orders with a make more of those with b its own: above 1 the lift falls with s.
    s_down, s_up = np.where(value > 1, (s_high, s_low), (s_low, s_high))
    middle = _log(p, q, s)
    down = (_log(p_low, q, s), _log(p, q_high, s), _log(p, q, s_down))
    up = (_log(p_high, q, s), _log(p, q_low, s), _log(p, q, s_up))
    low = value * np.exp(-np.sqrt(sum((part - middle) ** 2 for part in down)))
    high = value * np.exp(np.sqrt(sum((part - middle) ** 2 for part in up)))
    return Lift(value, np.round(low, _PLACES), np.round(high, _PLACES))


def sure(n: Floats, n_a: Floats, n_b: Floats, orders: Floats, tried: int) -> Bools:
    """Whether so many together would be luck in less than one of 40 searches of so many pairs.

    Of independent items the orders with both are a draw without putting back, whose tail is no more
    than Chernoff's bound for one with putting back (Hoeffding 1963): it errs on the safe side.
    """
    nats = np.maximum(n_a * _apart(n / n_a, n_b / orders), n_b * _apart(n / n_b, n_a / orders))
    found: Bools = (n * orders > n_a * n_b) & (nats >= np.log(max(tried, 1) / _ERROR))
    return found


def _log(p: Floats, q: Floats, s: Floats) -> Floats:
    """The logarithm of the lift; of none at all as low as numbers go."""
    tiny = np.finfo(float).tiny
    whole = s * p + (1 - s) * q
    found: Floats = np.log(np.maximum(p, tiny)) - np.log(np.maximum(whole, tiny))
    return found


def _apart(p: Floats, q: Floats) -> Floats:
    """How far a share is from another that was expected, in nats a draw (Kullback and Leibler)."""
    tiny = np.finfo(float).tiny
    yes = p * np.log(np.maximum(p, tiny) / np.maximum(q, tiny))
    found: Floats = yes + (1 - p) * np.log(np.maximum(1 - p, tiny) / np.maximum(1 - q, tiny))
    return found


def _bounds(part: Floats, whole: Floats) -> tuple[Floats, Floats]:
    """Where a share lies: each bound is wrong as often as it may be, also of few (Cai 2005)."""
    z, m = WIDTH, np.maximum(whole, 1)
    p = part / m
    more = np.where(m < _FEW, z * z / 2, z * z / 3 + 1 / 6)
    middle = (part + more) / (m + 2 * more)
    exact = p * (1 - p) * (1 - (13 * z * z + 17) / (18 * m)) + (2 * z * z + 7) / (36 * m)
    wilson = (p * (1 - p) + z * z / (4 * m)) / (1 + z * z / m) ** 2
    half = z * np.sqrt(np.where(m < _FEW, wilson, np.maximum(exact, 0)) / m)
    return np.clip(middle - half, 0, 1), np.clip(middle + half, 0, 1)
