"""A shop whose days are alike: 60 at ten, 40 at four, closed on Sundays; and pace about it."""

from datetime import date, timedelta
from pathlib import Path

from pulse_store import Said, answered, put

FIRST = date(2025, 12, 1)
"""A Monday."""
TODAY = date(2026, 2, 11)
"""A Wednesday; 62 open days lie before it."""
OPEN = 62
NOON = f"{TODAY} 12:00"
MORNING = [("10:00", 60)]
ALIKE = [*MORNING, ("16:00", 40)]


def open_days(until: date = TODAY, first: date = FIRST) -> list[date]:
    """Every day before, without Sundays."""
    every = (first + timedelta(days=n) for n in range((until - first).days))
    return [day for day in every if day.isoweekday() != 7]


def lines(days: dict[date, list[tuple[str, int]]]) -> str:
    """Order lines: each day's amounts at their clock times."""
    sold = [(day, at, amount) for day, orders in days.items() for at, amount in orders]
    rows = [f"{n},{day} {at},MUG,1,{amount}" for n, (day, at, amount) in enumerate(sold)]
    return "\n".join(["order_id,order_date,sku,quantity,amount", *rows])


def alike(**today: list[tuple[str, int]]) -> str:
    """The days before, all alike, and today."""
    return lines(dict.fromkeys(open_days(), ALIKE) | {TODAY: today.get("today", [("10:00", 30)])})


def asked(folder: Path, *args: str, as_of: str = NOON) -> Said:
    """What pace answers, as JSON."""
    return answered("pace", folder, *args, as_of=as_of)


def shop(folder: Path, orders: str, **files: str) -> Path:
    """A folder with the orders and what else there is."""
    return put(folder, lines=orders, **files)
