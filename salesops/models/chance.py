"""How likely so few would come by chance, where so many are usual."""

from math import exp


def so_few(found: int, usual: float) -> float:
    """The chance of `found` or fewer where `usual` come in the mean, by Poisson."""
    term = total = exp(-min(usual, 700.0))
    for k in range(1, max(found, -1) + 1):
        term *= usual / k
        total += term
    return min(total, 1.0) if found >= 0 else 0.0
