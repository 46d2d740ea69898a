"""Days with rows, with rows that come to nothing, and without any: three states, told apart."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from salesops.units import counted

USUAL, SEEN = 0.75, 4
"""A weekday usually has rows if three of four of them do, of four at least."""
MANY, MOST = 20, 0.90
"""Of so many more is asked for: what happens a few times a day has days without it."""
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Day:
    """A day that has rows: how many, and what its first column of money sums to."""

    day: date
    rows: int
    sum: Decimal | None


@dataclass(frozen=True)
class Calendar:
    """The days from the first row to the last."""

    first: date
    last: date
    with_rows: int
    zero: int
    """Days whose rows sum to nothing."""
    gaps: tuple[date, ...]
    """Days without rows on weekdays that usually have some."""
    closed: int
    """Days without rows on weekdays that usually have none, or too few to tell."""

    def measured(self) -> str:
        """As in `31 days from 2024-03-01: 28 with rows (1 of them sums to zero), 3 without`."""
        days = (self.last - self.first).days + 1
        zero = f" ({self.zero:,} of them at zero)" if self.zero else ""
        without = len(self.gaps) + self.closed
        return (
            f"{counted(days, 'day')} from {self.first} to {self.last}: "
            f"{self.with_rows:,} with rows{zero}, {without:,} without; "
            f"before {self.first} nothing is known"
        )


def calendar(days: Sequence[Day], until: date) -> Calendar | None:
    """The states of the days up to `until`, past which a stamp is a mistake; None without days."""
    known = [d for d in days if d.day <= until]
    if not known:
        return None
    first, last = min(d.day for d in known), max(d.day for d in known)
    have = {d.day for d in known}
    length = (last - first).days + 1
    usual = _usual(first, length, have)
    # One stamp of the year 1 makes the span 2,000 years long: it is gone through only at need.
    span = (first + timedelta(n) for n in range(length if usual else 0))
    gaps = tuple(d for d in span if d not in have and d.weekday() in usual)
    zero = sum(d.sum == 0 for d in known)
    return Calendar(first, last, len(have), zero, gaps, length - len(have) - len(gaps))


def _usual(first: date, length: int, have: set[date]) -> set[int]:
    """The weekdays that usually have rows, of so many days from the first."""
    with_rows = Counter(day.weekday() for day in have)
    every = {(first.weekday() + n) % 7: (length - n + 6) // 7 for n in range(7)}
    share = {w: MOST if n >= MANY else USUAL for w, n in every.items()}
    return {w for w, n in every.items() if n >= SEEN and with_rows[w] >= share[w] * n}


def said(gaps: Sequence[date]) -> str:
    """The first days of the gaps, each with its weekday."""
    shown = ", ".join(f"{d} ({_NAMES[d.weekday()]})" for d in gaps[:5])
    return shown if len(gaps) <= len(gaps[:5]) else f"{shown} and {len(gaps) - 5:,} more"
