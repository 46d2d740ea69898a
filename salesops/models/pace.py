"""How a day ends, told in the middle of it from the days before; and how well that was told.

What is still to come today is what usually came after this clock time (`salesops.models.usual`), a
little more where more came until now. How sure that is, past days say: each is told from the days
before it alone, and what it then missed by is the spread.

    days = calendar(every_day).kept              # salesops.models.open_days
    told = walk(days)                            # once, for one clock time
    now = usual(days, today)
    found = outlook(told, today, so_far, now)    # None where the history is too short
    found.expected, found.within(0.8), found.chance(target)
    record(retold(told))                         # how good that was on past days

Cut at midnight, when nothing has come yet, this tells whole days ahead; `salesops.models.paths`
adds days up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from salesops.models.usual import METHOD, Day, Method, Usual, recent, usual, weight
from salesops.models.weighted import Weighted

_DUST = 0.0001
"""Money smaller than any currency's: a difference of arithmetic."""


@dataclass(frozen=True)
class Told:
    """A past day as it was told from the days before it, and what it missed by."""

    past: Day
    usual: Usual

    @property
    def miss(self) -> float:
        """What came more than was told, in units of scale."""
        return (self.past.rest - self.usual.to_come(self.past.so_far)) / self.usual.scale


def walk(days: Sequence[Day], method: Method = METHOD) -> list[Told]:
    """Each day told from the days before it alone; the first few are not."""
    return [
        Told(one, usual(days[:n], one.day, method))
        for n, one in enumerate(days)
        if n >= method.first and recent(days[:n], one.day, method)
    ]


def before(told: Sequence[Told], on: date, method: Method = METHOD) -> list[Told]:
    """The days told before a day that are not too long ago."""
    return [one for one in told if 0 < (on - one.past.day).days <= method.memory]


@dataclass(frozen=True)
class Outlook:
    """Where a day, or a stretch of days, ends: each way that past ones missed, once more."""

    ends: Weighted
    n: float
    """How many independent ways that is worth."""

    @property
    def expected(self) -> float:
        """As likely to end above as below."""
        return self.ends.quantile(0.5, self.n)

    def within(self, share: float = 0.8) -> tuple[float, float]:
        """The interval that it ends in with this chance, as likely below as above it."""
        tail = (1 - share) / 2
        return self.ends.quantile(tail, self.n), self.ends.quantile(1 - tail, self.n)

    def chance(self, target: float) -> float:
        """That it ends at the target or above."""
        return self.ends.above(target - _DUST, self.n)

    def holds(self, end: float, share: float = 0.8) -> bool:
        """Whether an end lies within the interval."""
        low, high = self.within(share)
        return low - _DUST <= end <= high + _DUST


def outlook(
    told: Sequence[Told], on: date, so_far: float, now: Usual, method: Method = METHOD
) -> Outlook | None:
    """Where a day ends; None where too few days were told before it."""
    known = before(told, on, method)
    if len(known) < method.least:
        return None
    end = so_far + now.to_come(so_far)
    # Sales are not undone but by returns: no end is lower than the worst day's rest would make it.
    least = so_far + min(0.0, *(one.past.rest for one in known))
    ends = Weighted.of(
        (max(end + now.scale * one.miss, least), weight(one.past.day, on, method)) for one in known
    )
    return Outlook(ends, ends.effective)


@dataclass(frozen=True)
class Record:
    """How good the method was on this shop's own past days."""

    days: int
    wape: float | None
    """What the ends of days were missed by, of what the days brought."""
    covered: float | None
    """The share of days that ended within their interval."""


def retold(
    told: Sequence[Told], since: date = date.min, method: Method = METHOD
) -> list[tuple[Told, Outlook]]:
    """Each past day with its outlook, from the days before it alone; the first few have none."""
    outlooks = (
        (one, outlook(told[:n], one.past.day, one.past.so_far, one.usual, method))
        for n, one in enumerate(told)
        if one.past.day >= since
    )
    return [(one, found) for one, found in outlooks if found is not None]


def record(tried: Sequence[tuple[Told, Outlook]]) -> Record:
    """What `retold` makes of past days, against what they brought."""
    if not tried:
        return Record(0, None, None)
    pairs = [(one.past.total, found) for one, found in tried]
    missed = sum(abs(total - found.expected) for total, found in pairs)
    brought = sum(total for total, _ in pairs)
    covered = sum(found.holds(total) for total, found in pairs) / len(pairs)
    return Record(len(pairs), missed / brought if brought > 0 else None, covered)
