"""A CRM's tables, asked about how well they are kept; each thing once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from salesops.checks.verdict import SHOWN
from salesops.commands.data._check.crm.rows import (
    Accounts,
    Fault,
    Open,
    People,
    Traces,
    Twin,
    Use,
)
from salesops.models.legal_forms import PATTERN
from salesops.queries.database import Questions
from salesops.result import Period

TWINS = 50
"""Names that several accounts have, of which these are shown."""
Faults = dict[str, list[Fault]]
"""The first rows that break a check, by its code."""


@dataclass(frozen=True)
class Story:
    """What is known of the CRM."""

    asked: Questions
    limits: Any
    """Those of `check`."""
    pipeline: Any
    """Those of `pipeline`, whose findings are the same numbers."""

    @property
    def as_of(self) -> datetime:
        """The question's now."""
        return self.asked.db.as_of

    @property
    def since(self) -> datetime:
        """From when on an open deal was active of late."""
        return self.as_of - timedelta(days=self.limits.idle_days)

    @cached_property
    def stale(self) -> bool:
        """Whether the CRM's data ends too early to tell what is open."""
        now = Period(self.as_of, self.as_of, "", False)
        return self.asked.db.stale_deals(now) is not None

    @cached_property
    def open(self) -> Open:
        """What open deals state at all."""
        return self.asked.one("open_totals", Open, few=self._few)

    @cached_property
    def people(self) -> People:
        """What leads and activities state at all."""
        return self.asked.one("people_totals", People)

    @cached_property
    def faults(self) -> Faults:
        """Of deals, their use, leads and activities."""
        asked, now = self.asked, self.as_of
        days = {"today": now.date(), "now": now, "few": self._few, "top": SHOWN}
        rows: list[Fault] = []
        if asked.has("deals"):
            rows += asked.all("open_faults", Fault, **days)
            rows += asked.all("use_faults", Fault, **self._used, top=SHOWN)
        if asked.has("leads") or asked.has("activities"):
            within = self.limits.twice_days
            rows += asked.all("people_faults", Fault, within=within, top=SHOWN)
        found: Faults = {}
        for row in rows:
            found.setdefault(row.kind, []).append(row)
        return found

    @cached_property
    def accounts(self) -> int:
        """How many there are."""
        return self.asked.one("account_totals", Accounts).accounts

    @cached_property
    def twins(self) -> list[Twin]:
        """Accounts that may be one, those of one name together; the names with most deals."""
        return self.asked.all("account_twins", Twin, forms=PATTERN, top=TWINS)

    @cached_property
    def traces(self) -> Traces:
        """What says at all that a deal was worked on."""
        return self.asked.one("traces", Traces)

    @property
    def told(self) -> bool:
        """Whether anything says when a deal was worked on."""
        return bool(self.traces.stated + self.traces.activities + self.traces.changes)

    @cached_property
    def use(self) -> list[Use]:
        """The deals of each rep, and how many of them are worked on."""
        return self.asked.all("by_rep", Use, **self._used)

    @property
    def _used(self) -> dict[str, Any]:
        return {"since": self.since, "updates": not self.traces.changes}

    @property
    def _few(self) -> int:
        return max(1, int(self.pipeline.few_won))
