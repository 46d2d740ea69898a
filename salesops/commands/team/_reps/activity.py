"""What reps did: calls, meetings, e-mails, demos and proposals that took place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from statistics import median

from salesops.commands.team._reps.people import Key, Rep
from salesops.commands.team._reps.rows import Acting
from salesops.result import Period

KINDS = ("call", "meeting", "email", "demo", "proposal")
"""Those that count; tasks and other words are told apart."""
OTHER = "other"
WEEK = 7


@dataclass(frozen=True)
class Activity:
    """What everybody did in the window."""

    rows: Sequence[Acting]
    window: Period

    @cached_property
    def _counts(self) -> Mapping[Key, dict[str, int]]:
        found: dict[Key, dict[str, int]] = {}
        for row in self.rows:
            kinds = found.setdefault((row.shop, row.rep), {})
            kinds[row.kind] = kinds.get(row.kind, 0) + row.activities
        return found

    def count(self, key: Key, kind: str) -> int:
        """So many of a kind."""
        return self._counts.get(key, {}).get(kind, 0)

    def all(self, key: Key) -> int:
        """Of all kinds that count."""
        return sum(self.count(key, kind) for kind in KINDS)

    def of_nobody(self, kind: str) -> int:
        """Those whose owner is not stated."""
        return sum(self.count(key, kind) for key in self._counts if key[1] is None)

    @cached_property
    def latest(self) -> Mapping[Key, datetime]:
        """When each last did anything."""
        found: dict[Key, datetime] = {}
        for row in self.rows:
            if row.at_local is not None:
                key = (row.shop, row.rep)
                found[key] = max(found.get(key, row.at_local), row.at_local)
        return found

    def weeks(self, rep: Rep) -> Decimal:
        """The weeks of the window in which a rep was there."""
        first, after = self.window.start.date(), _after(self.window.end)
        begins = max(first, rep.starts) if rep.starts else first
        ends = min(after, rep.ends) if rep.ends else after
        return Decimal(max((ends - begins).days, 0)) / WEEK

    def a_week(self, rep: Rep, kind: str | None = None) -> Decimal | None:
        """How many a week; None of a week or less, which says nothing of a usual one."""
        weeks = self.weeks(rep)
        count = self.all(rep.key) if kind is None else self.count(rep.key, kind)
        return Decimal(count) / weeks if weeks >= 1 else None

    def median(self, reps: Iterable[Rep], kind: str | None = None) -> Decimal | None:
        """The middle one of these reps."""
        found = [a for rep in reps if (a := self.a_week(rep, kind)) is not None]
        return median(found) if found else None


def _after(end: datetime) -> date:
    """The day after the last full one; today counts from midnight on as far as it has come."""
    return end.date()
