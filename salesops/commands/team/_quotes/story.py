"""What is asked about quotes, each thing once."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from salesops.commands.deal_window import all_unasked, deal_window
from salesops.commands.ledger import TICK
from salesops.commands.team._quotes.rows import (
    Age,
    Band,
    Group,
    Known,
    Soon,
    Span,
    State,
    Versions,
    Waited,
)
from salesops.models.survival import Step, counted, half, half_within
from salesops.periods.dates import DAY
from salesops.queries.database import Database, Questions
from salesops.result import Finding, Period

YEAR = DAY * 365
_NO_SPAN = Span("", 0, 0, 0.0, 0.0, 0, 0)
ENDED = ("accepted", "declined", "expired")


@dataclass(frozen=True)
class Asked:
    """What the user asked for."""

    by: str
    top: int
    since: str | None
    until: str | None
    period: str | None

    @property
    def every(self) -> bool:
        """All that is loaded: there also what has no day counts."""
        return all_unasked(self.since, self.until, self.period)


@dataclass(frozen=True)
class Story:
    """The quotes of one question."""

    db: Database
    sql: Questions
    asked: Asked
    limits: Any

    @cached_property
    def window(self) -> Period:
        """The window; all that is loaded ends where the CRM's export does."""
        asked = self.asked
        return deal_window(self.db, asked.since, asked.until, asked.period, whole=asked.every)

    @property
    def currency(self) -> str | None:
        """Of every amount."""
        return self.db.book.currency

    @property
    def today(self) -> date:
        """The day of as-of; of the last moment before it, where that is a midnight."""
        return (self.db.as_of - TICK).date()

    @cached_property
    def stale(self) -> Finding | None:
        """That the data ends before as-of: which quotes are open now is then not known."""
        as_of = self.db.as_of
        return self.db.stale_deals(Period(as_of, as_of, "", so_far=False))

    @property
    def _span(self) -> dict[str, Any]:
        return {
            "start_day": self.window.start.date(),
            "end_day": (self.window.end - TICK).date() + DAY,
            "undated": self.asked.every,
            "today": self.today,
        }

    @cached_property
    def states(self) -> dict[str, State]:
        """Quotes by how they stand."""
        return {row.stands: row for row in self.sql.all("states", State, **self._span)}

    def state(self, name: str) -> State:
        """Quotes that stand so; none where there are none."""
        return self.states.get(name, State(name, 0, 0, Decimal(0)))

    @property
    def ended(self) -> int:
        """Quotes that were accepted, or can no longer be."""
        return sum(self.state(name).quotes for name in ENDED)

    @property
    def sent(self) -> int:
        """Quotes that a customer has got."""
        return self.ended + self.state("sent").quotes

    @cached_property
    def _groups(self) -> dict[str, list[Group]]:
        return {}

    def groups(self, by: str) -> list[Group]:
        """The quotes by a name."""
        if by not in self._groups:
            self._groups[by] = self.sql.all("groups", Group, by=by, **self._span)
        return self._groups[by]

    @cached_property
    def steps(self) -> list[Step]:
        """Those not accepted by each day (Kaplan-Meier)."""
        times: dict[int, list[int]] = {}
        for row in self.sql.all("waits", Waited, **self._span):
            times.setdefault(row.days, [0, 0])[not row.happened] += row.quotes
        return counted((days, accepted, gone) for days, (accepted, gone) in times.items())

    @cached_property
    def middle(self) -> int | None:
        """By when half are accepted; None where the curve does not come so far."""
        return half(self.steps)

    @cached_property
    def middle_within(self) -> tuple[int | None, int | None]:
        """Where that lies."""
        return half_within(self.steps) if self.middle is not None else (None, None)

    @cached_property
    def versions(self) -> list[Versions]:
        """Quotes by how often they were revised."""
        return self.sql.all("versions", Versions, **self._span)

    @cached_property
    def known(self) -> Known:
        """What is loaded at all."""
        return self.sql.one("known", Known, **self._span)

    @cached_property
    def ages(self) -> list[Age]:
        """Open quotes by their age, whatever the window."""
        return self.sql.all("ages", Age, today=self.today, soon=self.limits.soon_days)

    @cached_property
    def soon(self) -> list[Soon]:
        """Open quotes that expire soon, whatever the window."""
        return self.sql.all("soon", Soon, today=self.today, soon=self.limits.soon_days)

    @cached_property
    def bands(self) -> list[Band]:
        """Won and lost by discount."""
        return self.sql.all("bands", Band, **self._span)

    @property
    def recent_day(self) -> date:
        """Since when is lately: so many days, today among them."""
        days: int = round(self.limits.recent_days)
        return self.today - (days - 1) * DAY

    @property
    def before_day(self) -> date:
        """A year before that."""
        return self.recent_day - YEAR

    @cached_property
    def trend(self) -> tuple[Span, Span]:
        """Discounts and acceptance lately, and in the year before."""
        found = self.sql.all(
            "trend", Span, recent_day=self.recent_day, before_day=self.before_day, today=self.today
        )
        spans = {row.span: row for row in found}
        return spans.get("lately", _NO_SPAN), spans.get("before", _NO_SPAN)
