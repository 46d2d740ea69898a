"""What each rep won and lost in the last months that are over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from salesops.commands.team._reps.people import Key, Rep
from salesops.commands.team._reps.rows import ZERO, Month
from salesops.periods.dates import DAY, floor, step
from salesops.queries.database import Questions
from salesops.render.spark import marks
from salesops.result import Period

Reach = tuple[datetime, datetime] | None
"""The first and the latest stamp of the CRM."""
MANY, FEWEST = 12, 2
"""Months at most: each season once; of fewer than two there is no course."""


def months(sql: Questions, window: Period, reach: Reach) -> "Months":
    """Those before the end of a window."""
    starts = _over(window, reach)
    return Months(starts, closed(sql, starts[0], window) if starts else [])


def closed(sql: Questions, start: datetime, window: Period) -> Sequence[Month]:
    """What each won and lost by month, from a day to the end of a window."""
    return sql.all("reps_months", Month, start_at=start, end_at=window.end)


def _over(window: Period, reach: Reach) -> list[datetime]:
    """The whole months before the end of a window, the oldest first; none before the data begins.

    The month that the window ends in is left out: held against whole ones it looks like a fall.
    """
    end = floor(window.end, "month")
    starts = [step(end, "month", -n) for n in range(MANY, 0, -1)]
    told = [start for start in starts if reach is None or reach[0] <= start + DAY]
    return told if len(told) >= FEWEST else []


@dataclass(frozen=True)
class Months:
    """What everybody won and lost in some months."""

    starts: Sequence[datetime]
    rows: Sequence[Month]

    @cached_property
    def _found(self) -> Mapping[Key, Mapping[date, Month]]:
        found: dict[Key, dict[date, Month]] = {}
        for row in self.rows:
            found.setdefault((row.shop, row.rep), {})[row.month] = row
        return found

    @property
    def keys(self) -> frozenset[Key]:
        """Who won or lost anything in them; nobody too."""
        return frozenset(self._found)

    @property
    def in_words(self) -> str:
        """How many, and up to which."""
        return f"{len(self.starts)} months to {self.starts[-1]:%Y-%m}" if self.starts else ""

    def of(self, keys: Iterable[Key], start: datetime) -> tuple[int, int, Decimal]:
        """Won and lost deals and the won value of some in a month."""
        day, several = start.date(), [self._found.get(key, {}) for key in keys]
        rows = [row for months in several if (row := months.get(day))]
        return (
            sum(row.won for row in rows),
            sum(row.lost for row in rows),
            sum((row.won_value for row in rows), ZERO),
        )

    def values(self, keys: Iterable[Key], rep: Rep | None = None) -> list[Decimal | None]:
        """The won value month by month; None while a rep was not there and closed nothing."""
        told = [(start, self.of(keys, start)) for start in self.starts]
        return [
            value if won or lost or rep is None or _there(rep, start) else None
            for start, (won, lost, value) in told
        ]

    def marks(self, keys: Iterable[Key], rep: Rep | None = None) -> str | None:
        """The same, a mark a month; None where nothing was won: a flat line would claim some."""
        values = [None if one is None else float(one) for one in self.values(keys, rep)]
        return marks(values) if any(values) else None


def _there(rep: Rep, start: datetime) -> bool:
    """On any day of a month."""
    after = step(start, "month", 1).date()
    return (rep.starts is None or rep.starts < after) and (
        rep.ends is None or rep.ends >= start.date()
    )
