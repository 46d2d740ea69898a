"""Stores of customers who come back or leave, and clv asked about them."""

import random
from datetime import date, timedelta
from pathlib import Path

from pulse_store import Said, answered
from rfm_store import store

AS_OF = "2026-03-10"
"""A midnight: the last day of what ends there is the 9th."""
LAST = date(2026, 3, 9)


def clv(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What clv answers about the exports in a folder."""
    return answered("clv", folder, *args, as_of=as_of)


def drawn(customers: int = 160, days: int = 420, seed: int = 1) -> list[tuple[date, str, int]]:
    """Purchases as the model has them: a rate, a chance to leave and a usual value for each."""
    dice = random.Random(seed)
    found = []
    for n in range(customers):
        rate, leaves = dice.gammavariate(1.2, 1 / 60), dice.betavariate(0.8, 3)
        usual = 40 / dice.gammavariate(4, 1 / 3)
        day = dice.randrange(days * 2 // 3)
        while day < days:
            when = LAST - timedelta(days=days - 1 - int(day))
            found.append((when, f"C{n:03}", round(dice.gammavariate(5, usual / 5), 2)))
            if dice.random() < leaves:
                break
            day += dice.expovariate(rate) + 0.001
    return found


def shop(folder: Path, bought: list[tuple[date, str, int]], **files: str) -> Path:
    """A folder with these orders."""
    rows = [f"O{n},{day},{who},{value}" for n, (day, who, value) in enumerate(bought)]
    return store(folder, "\n".join(rows), **files)
