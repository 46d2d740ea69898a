"""Quota attainment: what was won in a period of what all together are to win in the whole of it."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from salesops.commands.rep_quotas.days import come, name_of, span_of
from salesops.commands.rep_quotas.stated import Stated
from salesops.commands.rep_quotas.together import Together
from salesops.commands.sales._scorecard.judge import Reading
from salesops.commands.sales._scorecard.periods import Slot
from salesops.commands.team._quota import asked
from salesops.periods.dates import step
from salesops.queries.database import Database

METRIC = "quota_attainment"
SQL = "team/quotas"
NO_QUOTA = "no quota"
_UNITS = ("month", "quarter")


@dataclass(frozen=True)
class Quotas:
    """The quotas of reps, teams and shops, as `quota` holds them."""

    db: Database

    @cached_property
    def stated(self) -> Stated | None:
        """Those of the exports; None where there are none, and under --where."""
        return asked.stated(self.db)

    @cached_property
    def unit(self) -> str | None:
        """Of what they are: the shorter of months and quarters; None where there are none."""
        stated = self.stated.periods if self.stated else set()
        spans = [span for one in stated if (span := span_of(one))]
        named = {unit: {name_of(start, unit) for start, _ in spans} for unit in _UNITS}
        return next((u for u in _UNITS if named[u] & stated), _UNITS[-1] if spans else None)

    def of(self, slot: Slot) -> Decimal | None:
        """What all together are to win in the whole of it, after the ramp."""
        found = self._together(slot)
        return found.quota if found else None

    def read(self, slot: Slot) -> Reading:
        """What is won of it, in as much of the slot as has come."""
        together, stated = self._together(slot), self.stated
        if stated is None or together is None or not together.quota:
            return Reading(None, reason=NO_QUOTA)
        rows = stated.credited(slot.first, come(slot.end), slot.end)
        won = sum((w.value for w in rows if together.of(w.shop, w.rep, w.team)), Decimal(0))
        quota = Fraction(together.quota)
        return Reading(Fraction(won) / quota, quota)

    def _together(self, slot: Slot) -> Together | None:
        if self.stated is None:
            return None
        return self.stated.together(slot.first, step(slot.start, slot.unit, 1).date())
