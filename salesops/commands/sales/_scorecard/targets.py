"""What the targets export asks of a whole day, week, month or quarter."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from salesops.commands import targets
from salesops.commands.sales._scorecard.periods import Slot
from salesops.queries.database import Database


@dataclass(frozen=True)
class Targets:
    """The shop's own targets; none where some orders are left out, since they are of all."""

    db: Database

    @cached_property
    def wanted(self) -> dict[str, Decimal]:
        """Net sales by the name of their day, month, quarter or year."""
        if self.db.book.filtered:
            return {}
        return targets.wanted(self.db)

    def of(self, slot: Slot) -> Decimal | None:
        """The target of the whole of it, also where it is not over."""
        return targets.of_days(slot.days, self.wanted)
