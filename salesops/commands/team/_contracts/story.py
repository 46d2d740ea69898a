"""What is asked about contracts, each thing once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from salesops.commands.ledger import TICK
from salesops.commands.team._contracts.rows import (
    Due,
    Event,
    Known,
    Month,
    Renewal,
    Say,
    Standing,
)
from salesops.models import wilson
from salesops.models.apart import Interval
from salesops.models.compare import ratio
from salesops.periods.dates import DAY
from salesops.queries.database import Database, Questions
from salesops.result import Finding, Period

ACTIVE = ("active", "gone on")
"""What is in force."""


@dataclass(frozen=True)
class Story:
    """The contracts of one question."""

    db: Database
    sql: Questions
    days: int
    top: int
    window: Period
    limits: Any

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
        """That the CRM's data ends before as-of: what was renewed since is then not known.

        A list of contracts alone may have no stamp of the last weeks, and yet be of today.
        """
        if not self.sql.has("deals"):
            return None
        as_of = self.db.as_of
        return self.db.stale_deals(Period(as_of, as_of, "", so_far=False))

    @cached_property
    def standing(self) -> dict[str, Standing]:
        """Contracts by how they stand."""
        rows = self.sql.all("standing", Standing, today=self.today)
        return {row.stands: row for row in rows}

    @property
    def active(self) -> list[Standing]:
        """Those in force."""
        return [row for name, row in self.standing.items() if name in ACTIVE]

    @cached_property
    def _due(self) -> list[Due]:
        return self.sql.all("due", Due, today=self.today, days=self.days)

    @cached_property
    def expiring(self) -> list[Due]:
        """In force, and with an end within the days asked for."""
        return [r for r in self._due if r.days_left is not None and r.days_left <= self.days]

    @cached_property
    def at_risk(self) -> list[Due]:
        """Of these those of which nothing says that they go on."""
        return [row for row in self.expiring if row.is_open]

    @cached_property
    def notices(self) -> list[Due]:
        """Those not renewed whose day for notice is still to come, within the days asked for."""
        found = [
            row
            for row in self._due
            if row.renewed_by is None
            and row.notice_left is not None
            and 0 <= row.notice_left <= self.days
        ]
        return sorted(found, key=lambda r: (r.notice_left or 0, r.shop, r.contract))

    @cached_property
    def endless(self) -> list[Due]:
        """In force, without an end, a period of notice, or a word that they renew."""
        return [
            row
            for row in self._due
            if row.end_date is None and row.notice_days is None and not row.auto_renews
        ]

    @cached_property
    def months(self) -> list[Month]:
        """What is in force or signed for later, by the month it ends in."""
        return self.sql.all("months", Month, today=self.today)

    @property
    def _span(self) -> dict[str, Any]:
        return {
            "start_day": self.window.start.date(),
            "end_day": (self.window.end - TICK).date() + DAY,
            "today": self.today,
        }

    @cached_property
    def events(self) -> list[Event]:
        """What happened in the window."""
        return self.sql.all("events", Event, **self._span)

    @cached_property
    def renewals(self) -> dict[str, Renewal]:
        """What became of those that ended in the window."""
        found = self.sql.all("renewals", Renewal, **self._span, grace=self.limits.grace_days)
        return {row.how: row for row in found}

    def ended(self, *names: str) -> int:
        """How many of them went so."""
        return sum(self.renewals[name].contracts for name in names if name in self.renewals)

    @property
    def decided(self) -> int:
        """Those that had to be renewed by somebody, and of which it is known."""
        return self.ended("renewed", "not renewed", "cancelled")

    @property
    def rate(self) -> float | None:
        """Renewed, of these."""
        return ratio(self.ended("renewed"), self.decided)

    @property
    def rate_within(self) -> Interval | None:
        """Where the true rate lies."""
        return wilson.share(self.ended("renewed"), self.decided)

    @cached_property
    def known(self) -> Known:
        """What is loaded at all."""
        return self.sql.one("known", Known, today=self.today)

    @cached_property
    def deals_say(self) -> bool:
        """Whether any deal says that it is for a renewal."""
        return self.sql.has("deals") and self.sql.one("deals_say", Say).deals > 0


def yearly(rows: Sequence[Due]) -> Decimal:
    """What they are worth in a year, those of which that is known."""
    return sum((row.annual_value for row in rows if row.annual_value is not None), Decimal(0))
