"""How far two shares are apart, in standard errors of their difference."""

from math import sqrt

Share = tuple[int, int]
"""A part, and the whole that it is of."""


def errors(one: Share, other: Share) -> float:
    """Above 0 where the first share is the larger; 0 where nothing is known, or nothing varies."""
    (a, n), (b, m) = one, other
    if not n or not m:
        return 0.0
    pooled = (a + b) / (n + m)
    error = sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    return (a / n - b / m) / error if error else 0.0
