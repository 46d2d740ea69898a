"""What is asked about deals that changed, each thing once."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from salesops.commands.team._deals import waterfall
from salesops.commands.team._deals.rows import Flow, Known, Mover, Risk, State, Timed
from salesops.commands.team._deals.span import Basis, Compared
from salesops.commands.team._deals.waterfall import Step
from salesops.queries.database import Questions
from salesops.result import Finding


@dataclass(frozen=True)
class Story:
    """What is asked, and what follows from it."""

    asked: Questions
    known: Known
    compared: Compared
    limits: Any
    top: int
    by: str

    @property
    def today(self) -> date:
        """The day of as-of."""
        return self.asked.db.as_of.date()

    @property
    def currency(self) -> str | None:
        """Of every amount."""
        return self.asked.db.book.currency

    def stale(self) -> Finding | None:
        """That the CRM's data ends before the window does."""
        return self.asked.db.stale_deals(self.compared.window)

    @property
    def computable(self) -> bool:
        """Whether something tells what was open then and what it was worth."""
        return self.compared.basis is not Basis.NONE

    @cached_property
    def flows(self) -> list[Flow]:
        """Deals that went the same way."""
        found = self.asked.all("flows", Flow, by=self.by, start_day=self.compared.day)
        return found if self.computable else [flow.by_dates for flow in found]

    @cached_property
    def states(self) -> dict[str, int]:
        """All deals by how they stand."""
        return {row.state: row.deals for row in self.asked.all("states", State)}

    @cached_property
    def whole(self) -> list[Step]:
        """The waterfall of all that is open."""
        return waterfall.whole(self.flows)

    @cached_property
    def due(self) -> list[Step]:
        """The waterfall of what is due in the period."""
        return waterfall.due(self.flows)

    def came(self, name: str) -> tuple[int, Decimal]:
        """Deals that came into what is open by one way, and what they are worth."""
        found = [flow for flow in self.flows if flow.enters == name]
        return sum(f.deals for f in found), sum((f.now_value for f in found), Decimal(0))

    def went(self, name: str) -> tuple[int, Decimal]:
        """Deals that left what is open by one way, and what with."""
        found = [flow for flow in self.flows if flow.leaves == name]
        return sum(f.deals for f in found), sum((f.left_with for f in found), Decimal(0))

    @property
    def slipped(self) -> tuple[int, Decimal]:
        """Deals that slipped out of the period, and what they were worth."""
        found = [flow for flow in self.flows if flow.leaves_period == "slipped"]
        return sum(f.deals for f in found), sum((f.then_value for f in found), Decimal(0))

    @cached_property
    def movers(self) -> list[Mover]:
        """Each deal that changed."""
        return self.asked.all("movers", Mover)

    @cached_property
    def listed(self) -> list[Risk]:
        """Open deals with a reason, and those that slipped out of the period."""
        limits = self.limits
        return self.asked.all(
            "risks",
            Risk,
            as_of=self.asked.db.as_of,
            today=self.today,
            few=limits.few,
            slips=limits.slips,
            quiet=limits.quiet_days,
            soon=limits.soon_days,
            sure=limits.sure,
            shrank=limits.shrank,
            has_steps=self.known.steps > 0,
            has_touches=self.known.touches > 0,
        )

    @cached_property
    def timed(self) -> Timed:
        """The open deals, and of how many stages can be judged."""
        return self.asked.one("timed", Timed, today=self.today, few=self.limits.few)
