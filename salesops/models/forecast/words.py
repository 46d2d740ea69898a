"""How a series is told, and why it is told with little confidence, in words."""

import numpy as np

from salesops.models.forecast.panel import Array, Freq, Panel

FEW = 10
"""Periods with a sale: fewer say little of what is usual."""
CYCLES = 2


def method_words(season: str, *, level: bool, rare: bool) -> str:
    """The season, and whether a level or a trend: what weighs most."""
    if rare:
        return f"rare sales, {season}"
    return f"{season}, {'level' if level else 'damped trend'}"


def weakness(panel: Panel, origins: Array) -> tuple[str, ...]:
    """Of each series why little is known of it; empty where enough is."""
    known = ~np.isnan(panel.y)
    seen, sold = known.sum(axis=1), (np.where(known, panel.y, 0.0) != 0).sum(axis=1)
    return tuple(
        _why(int(n), int(s), int(tried), panel.freq)
        for n, s, tried in zip(seen, sold, origins, strict=True)
    )


def _why(seen: int, sold: int, tried: int, freq: Freq) -> str:
    if not sold:
        return "nothing was sold"
    if seen < CYCLES * freq.cycle:
        some = f"{seen} {freq}{'s' if seen > 1 else ''}"
        return f"{some} of history: less than two {'weeks' if freq is Freq.DAY else 'years'}"
    if sold < FEW:
        return f"only {sold} {freq}{'s' if sold > 1 else ''} with sales"
    return "" if tried else "too short to be tried on its past"


def borrowing(weak: str, freq: Freq, lender: str) -> str:
    """The same of a series that is told with the season of another."""
    return f"{weak}, told with the {'week' if freq is Freq.DAY else 'year'} of {lender}"
