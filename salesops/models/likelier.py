"""Which story the orders of two windows tell better: one value moved alone, or all moved alike."""

from collections.abc import Sequence
from math import inf, log, sqrt

Pair = tuple[int, int]
"""Orders before and now."""


def alone(pairs: Sequence[Pair], one: int) -> float:
    """By how much the first story is the likelier: twice the log of the likelihood ratio.

    Alone: that value may have moved as it likes, and every other is as likely to have as many
    orders as before. Alike: all moved at the rate of the whole. Both have one unknown, so neither
    is favoured. Orders come by chance (Poisson).
    """
    before, now = (sum(column) for column in zip(*pairs, strict=True))
    if not before:
        return -inf
    others = [pair for n, pair in enumerate(pairs) if n != one]
    return _deviance(pairs, now / before) - _deviance(others, 1.0)


def _deviance(pairs: Sequence[Pair], rate: float) -> float:
    """Of the split of each value's orders between the windows, at this rate."""
    return 2 * sum(_off(before, now, rate) for before, now in pairs)


def _off(before: int, now: int, rate: float) -> float:
    then = (before + now) / (1 + rate)
    return sum(
        n * log(n / told) if told > 0 else inf
        for n, told in ((before, then), (now, then * rate))
        if n
    )


def errors(before: int, now: int) -> float:
    """How far two counts are apart, in standard errors of their difference."""
    return abs(now - before) / sqrt(before + now) if before + now else 0.0
