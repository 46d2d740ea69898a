"""What was sold in a period: the ledger's sums of its days, all asked at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cached_property

from salesops.commands.ledger import Sums
from salesops.commands.sales._scorecard.periods import Slot
from salesops.periods.dates import DAY, at_midnight
from salesops.queries.database import Database
from salesops.units import Day, Flag


@dataclass(frozen=True)
class Part(Sums):
    """The sums of a day, of before or after the time of day that it is now."""

    day: Day
    early: Flag


_0 = Decimal(0)
NOTHING = Sums(_0, _0, _0, _0, _0, _0, 0)


@dataclass(frozen=True)
class Days:
    """What each day sold, in two parts, since a period so far ends within its last day."""

    db: Database

    def sums(self, slot: Slot) -> Sums:
        """Of a slot, which ends at midnight or at the time of day that it is now."""
        found = [self._parts[key] for key in _parts(slot) if key in self._parts]
        names = [field.name for field in fields(Sums)]
        return Sums(*(sum((getattr(p, n) for p in found), getattr(NOTHING, n)) for n in names))

    @cached_property
    def _parts(self) -> Mapping[tuple[date, bool], Part]:
        asked = self.db.read("sales/scorecard/days")
        rows = asked.all("days", Part, as_of=self.db.as_of)
        return {(row.day, row.early): row for row in rows}


def _parts(slot: Slot) -> Iterator[tuple[date, bool]]:
    """Both parts of each whole day, and the early one of a day that the slot ends in."""
    for n in range((slot.end.date() - slot.first) // DAY):
        day = slot.first + DAY * n
        yield from ((day, True), (day, False))
    if not at_midnight(slot.end):
        yield slot.end.date(), True
