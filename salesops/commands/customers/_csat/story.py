"""What csat asks: scores in two windows, groups, months, who was asked, who is unhappy."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from salesops.commands.customers._csat.rows import (
    NOTHING,
    Answered,
    Known,
    MonthOf,
    Named,
    Rated,
    Sent,
    Unhappy,
    together,
)
from salesops.commands.high_value import bounds
from salesops.period import shifted
from salesops.periods.dates import floor, step
from salesops.queries.database import Database, Questions
from salesops.result import Finding, Period

Pair = tuple[Answered, Answered]
"""In the window, and in the one before."""
SERVED = ("agent", "channel")
PRODUCTS = ("product", "sku", "category")
PEOPLE = ("segment", "country")
BY = (*SERVED, *PRODUCTS, *PEOPLE)
TICKETS, SURVEYS = "tickets", "surveys"
MONTHS = 12


@dataclass(frozen=True)
class Story:
    """The answers of one question, each asked once."""

    db: Database
    asked: Questions
    window: Period
    by: str | None
    limits: Any

    @property
    def as_of(self) -> datetime:
        """The question's now."""
        return self.db.as_of

    @cached_property
    def before(self) -> Period:
        """The window before."""
        return shifted(self.window, "prev")

    @property
    def has_before(self) -> bool:
        """Whether answers go back as far as the window before."""
        first = self.known.first_answer
        return first is not None and first.date() <= self.before.start.date()

    @property
    def whole(self) -> bool:
        """Whether every order is there: under --where nobody's worth is known."""
        return not self.db.book.filtered

    @cached_property
    def known(self) -> Known:
        """How far answers reach."""
        return self.asked.one("answers_known", Known)

    def stale(self) -> Finding | None:
        """The finding that the orders end too early to tell."""
        return self.db.stale(self.window)

    @property
    def _span(self) -> dict[str, datetime]:
        return {
            "start_at": self.window.start,
            "end_at": self.window.end,
            "before_from_at": self.before.start,
            "before_to_at": self.before.end,
        }

    @cached_property
    def about(self) -> dict[str | None, Pair]:
        """The answers about tickets, and those of surveys."""
        return _paired(self.asked.all("served", Named, **self._span, by="about"))

    @cached_property
    def all(self) -> Pair:
        """Every answer."""
        return joined(self.about.values())

    def groups(self, by: str) -> dict[str | None, Pair]:
        """The answers by a name."""
        if by in SERVED:
            return _paired(self.asked.all("served", Named, **self._span, by=by))
        file = "products" if by in PRODUCTS else "people"
        asked = self.db.read(f"customers/csat_by/{file}")
        return _paired(asked.all(f"{file}_of", Named, **self._span, by=by))

    @cached_property
    def agents(self) -> dict[str | None, Pair]:
        """The answers by agent."""
        return self.groups("agent")

    @cached_property
    def months(self) -> list[MonthOf]:
        """The answers of the last months, the oldest first."""
        first = step(floor(self.as_of, "month"), "month", 1 - MONTHS)
        return self.asked.all("months", MonthOf, first_at=first, end_at=self.as_of)

    @cached_property
    def rated(self) -> Rated | None:
        """The tickets closed in the window; None where no export feeds them."""
        if not self.asked.has("tickets"):
            return None
        span = {"start_at": self.window.start, "end_at": self.window.end}
        return self.asked.one("tickets_rated", Rated, **span)

    @cached_property
    def sent(self) -> Sent | None:
        """The surveys sent in the window; None where no export feeds them."""
        if not self.asked.has("surveys"):
            return None
        span = {"start_at": self.window.start, "end_at": self.window.end}
        return self.asked.one("surveys_answered", Sent, **span)

    @cached_property
    def unhappy(self) -> list[Unhappy]:
        """Who is unhappy and bought in the year, the best customers first; each person once."""
        if not self.whole:
            return []
        recent = max(self.as_of - timedelta(days=1) * self.limits.call_days, self.window.start)
        found = self.asked.all(
            "unhappy",
            Unhappy,
            recent_at=recent,
            end_at=self.window.end,
            as_of=self.as_of,
            **bounds(self.db),
        )
        latest = {(row.shop, row.customer): row for row in found}
        return sorted(latest.values(), key=lambda row: (-row.year_sales, row.id))


def _paired(rows: list[Named]) -> dict[str | None, Pair]:
    """Of each name its answers in both windows."""
    found: dict[str | None, Pair] = {}
    for row in rows:
        now, before = found.get(row.name, (NOTHING, NOTHING))
        found[row.name] = (row, before) if row.is_now else (now, row)
    return found


def joined(pairs: Iterable[Pair]) -> Pair:
    """Several groups as one, in both windows."""
    listed = list(pairs)
    return together(now for now, _ in listed), together(before for _, before in listed)
