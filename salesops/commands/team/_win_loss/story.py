"""What win-loss asks, each thing once."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from salesops.commands.deal_window import all_unasked, deal_window
from salesops.commands.ledger import TICK
from salesops.commands.team._win_loss.rate import Rate
from salesops.commands.team._win_loss.rows import (
    BOTH,
    Group,
    Idle,
    Known,
    Lost,
    Outcome,
    Sizes,
    Trend,
    Written,
    spelled,
)
from salesops.commands.team._win_loss.sizes import Bands, bands
from salesops.periods.dates import DAY, floor
from salesops.queries.database import Database, Questions
from salesops.result import Finding, Period

YEAR = DAY * 365
JUDGED = ("owner", "source", "product")
"""Whose rates are held against the others'."""
DEFAULT = ("owner", "manager", "team")
COHORTS = ("month", "owner")
_NOTHING = Outcome("", 0, 0, 0, Decimal(0), None, 0, None, None)


@dataclass(frozen=True)
class Asked:
    """What the user asked for."""

    by: str | None
    cohort: bool
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
    """The deals of one question."""

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
    def dims(self) -> tuple[str, ...]:
        """What the tables group by."""
        if self.asked.by:
            return (self.asked.by,)
        return COHORTS if self.asked.cohort else DEFAULT

    def stale(self) -> Finding | None:
        """The finding that the CRM's data ends before the window does."""
        return None if self.asked.every else self.db.stale_deals(self.window)

    @property
    def recent(self) -> Period:
        """The last days to the end of the window, whole ones but for the last."""
        ends = floor(self.window.end - TICK, "day") + DAY
        start = ends - round(self.limits.recent_days) * DAY
        return Period(start, self.window.end, "", so_far=False)

    @property
    def before(self) -> Period:
        """The 12 months before them."""
        return Period(self.recent.start - YEAR, self.recent.start, "", so_far=False)

    @property
    def is_now(self) -> bool:
        """Whether the last days of the data are those before as-of: only they say what is new."""
        end, as_of = self.window.end, self.db.as_of
        return self.db.stale_deals(Period(end, max(end, as_of), "", so_far=False)) is None

    @property
    def _span(self) -> dict[str, Any]:
        return {
            "start_at": self.window.start,
            "end_at": self.window.end,
            "recent_at": self.recent.start,
            "before_at": self.before.start,
            "undated": self.asked.every,
            "cohort": self.asked.cohort,
        }

    @cached_property
    def outcomes(self) -> Mapping[str, Outcome]:
        """Deals by how they stand."""
        found = self.sql.all("win_loss_outcomes", Outcome, **self._span)
        return {one.outcome: one for one in found}

    def outcome(self, name: str) -> Outcome:
        """Deals that stand so; none where there are none."""
        return self.outcomes.get(name, _NOTHING)

    @property
    def rate(self) -> Rate:
        """Won, of those won or lost; in a cohort also of those still open."""
        told = self.outcome(BOTH).deals + self.outcome("open").deals
        return Rate(self.outcome("won").deals, told)

    @property
    def created(self) -> int:
        """How many deals a cohort has, whatever is known of them."""
        return sum(one.deals for name, one in self.outcomes.items() if name != BOTH)

    @property
    def valueless(self) -> bool:
        """Whether most lost deals state no amount: then no rate by value means anything."""
        lost = self.outcome("lost")
        return lost.valued * 2 < lost.deals

    @cached_property
    def _groups(self) -> dict[str, list[Group]]:
        return {}

    def groups(self, by: str) -> list[Group]:
        """The deals by a name."""
        if by not in self._groups:
            cuts = self.bands.cuts if by == "size" else (Decimal(0),) * 3
            names = ("size_1", "size_2", "size_3")
            self._groups[by] = self.sql.all(
                "win_loss_groups",
                Group,
                **self._span,
                by=by,
                priced=by == "size" and self.bands.priced,
                **dict(zip(names, cuts, strict=True)),
            )
        return self._groups[by]

    @cached_property
    def bands(self) -> Bands:
        """The bands of size."""
        asked = self.db.read("team/win_loss_sizes")
        return bands(asked.one("win_loss_sizes", Sizes, **self._span), self.db.book.currency)

    @cached_property
    def known(self) -> Known:
        """What is loaded at all."""
        return self.sql.one("win_loss_known", Known, **self._span)

    @cached_property
    def trend(self) -> tuple[Rate, Rate]:
        """The win rate lately, and before."""
        found = self.sql.one("win_loss_trend", Trend, **self._span)
        return (
            Rate(found.recent_won, found.recent_closed),
            Rate(found.before_won, found.before_closed),
        )

    @cached_property
    def lost(self) -> list[Lost]:
        """Lost deals by reason, stage and competitor."""
        return spelled(self.sql.all("win_loss_reasons", Lost, **self._span))

    @cached_property
    def products(self) -> list[Written]:
        """Names that the price list does not have so; none where there is no list."""
        if not self.sql.has("products"):
            return []
        return self.sql.all("win_loss_products", Written)

    @cached_property
    def idle(self) -> list[Idle]:
        """Who has no deal; nobody where --where left deals out."""
        if self.db.book.filtered or not self.sql.has("reps"):
            return []
        return self.sql.all("win_loss_idle", Idle)
