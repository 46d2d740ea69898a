"""The visits of two windows, what is usual, and what search and the shop know beside them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from salesops.commands import arrived, web_orders
from salesops.commands.arrived import Windows
from salesops.commands.ledger import starts_at
from salesops.commands.traffic._traffic.rows import (
    Member,
    Run,
    SearchDay,
    Searched,
    Seen,
)
from salesops.commands.versus import WEEK
from salesops.commands.web_orders import Sold
from salesops.models.compare import average
from salesops.models.overdispersed import dispersion, successive
from salesops.queries.database import Questions

RUNS = 12
"""Runs of days before the window that tell what is usual."""
FEWEST_RUNS = 4
"""Pairs of such runs that a spread is told from, at the least."""
NONE = Member("", 0, 0, None, None, None, None, None)
UNFOUND = Searched("", 0, 0, 0, 0, None, None)


@dataclass(frozen=True)
class Story:
    """What is asked about a window of visits, each thing once."""

    asked: Questions
    """About visits where these are asked for, else about search alone."""
    search: Questions | None
    by: str | None
    windows: Windows
    limits: Any
    top: int
    visits: bool = True
    """Whether visits are asked about."""

    @property
    def currency(self) -> str | None:
        """Of every amount."""
        return self.asked.db.book.currency

    @cached_property
    def since(self) -> date:
        """The first day that tells what is usual."""
        back = max(self.windows.length, WEEK) * (RUNS + 1)
        first = self.windows.now.start - timedelta(days=back)
        return min(first, self.windows.base.start).date()

    @cached_property
    def every_day(self) -> list[Seen]:
        """Each day of each shop until the window ends."""
        if not self.visits:
            return []
        end = self.windows.now.end
        return self.asked.all("days", Seen, since_at=starts_at(self.since), end_at=end)

    @cached_property
    def days(self) -> dict[date, int]:
        """Sessions by day, of all shops."""
        found: dict[date, int] = defaultdict(int)
        for row in self.every_day:
            found[row.day] += row.sessions
        return dict(found)

    @property
    def last(self) -> date | None:
        """The last day that visits are known of."""
        return max(self.days, default=None)

    @cached_property
    def known(self) -> Windows:
        """The windows as far as visits have arrived."""
        return self.windows.until(self.last)

    @property
    def late(self) -> bool:
        """Whether visits end further before the window does than data may."""
        return self.visits and arrived.late(self.asked.db, self.last, self.windows)

    @cached_property
    def compared(self) -> bool:
        """Whether anything is known of the window compared with."""
        return bool(self.known.both(self.days))

    @cached_property
    def whole(self) -> Member:
        """All visits of both windows."""
        return next(iter(self.members("all")), NONE)

    def members(self, by: str) -> list[Member]:
        """The visits by each, most first."""
        kept = self._members
        if not self.visits:
            return []
        if by not in kept:
            alone = int(not self.compared)
            spans = self.known.spans
            kept[by] = self.asked.all("members", Member, by=by, alone=alone, **spans)
        return kept[by]

    @cached_property
    def _members(self) -> dict[str, list[Member]]:
        return {}

    @cached_property
    def splits(self) -> tuple[str, ...]:
        """What visits are split by on this screen."""
        wanted = ("channel", "page") if self.by is None else (self.by,)
        return tuple(by for by in wanted if self.visits and self.members(by))

    @cached_property
    def spreads(self) -> dict[tuple[str, str], float]:
        """How the visits by each that is large enough vary, beyond chance."""
        found = {}
        for by in ("all", *self.splits) if self.visits and self.known.length else ():
            rows = self.asked.all(
                "runs", Run, by=by, length=self.known.length, since_at=starts_at(self.since),
                least=self.limits.least_sessions, **self.known.spans,
            )  # fmt: skip
            runs: dict[str, dict[int, int]] = defaultdict(dict)
            for row in rows:
                runs[row.member][row.back] = row.sessions
            for member, counts in runs.items():
                whole = [counts.get(n, 0) for n in range(self._whole_runs)]
                # Of runs shorter than a week those compare that begin on the same weekday.
                pairs = successive(whole, max(WEEK // self.known.length, 1))
                if len(pairs) >= FEWEST_RUNS:
                    found[by, member] = dispersion(pairs)
        return found

    @cached_property
    def _whole_runs(self) -> int:
        """Runs that lie in the history as a whole."""
        first = min(self.days, default=self.known.now.start.date())
        return max((self.known.now.start.date() - first).days // max(self.known.length, 1), 0)

    @cached_property
    def search_days(self) -> list[SearchDay]:
        """What search showed on each day."""
        if self.search is None:
            return []
        return self.search.all("search_days", SearchDay, end_at=self.windows.now.end)

    @property
    def searched_last(self) -> date | None:
        """The last day that search is known of."""
        return max((row.day for row in self.search_days), default=None)

    @cached_property
    def searchable(self) -> Windows:
        """The windows as far as search has arrived."""
        return self.windows.until(self.searched_last)

    @cached_property
    def found(self) -> Searched:
        """What search showed as a whole."""
        return next(iter(self.searched("all")), UNFOUND)

    def searched(self, by: str) -> list[Searched]:
        """What was searched, or what was found, most clicks first."""
        if self.search is None or not self.search_days:
            return []
        alone = int(not self.search_compared)
        spans = self.searchable.spans
        return self.search.all("searched", Searched, by=by, alone=alone, **spans)

    @cached_property
    def search_compared(self) -> bool:
        """Whether search is known of any day of the window compared with."""
        return bool(self.searchable.both(row.day for row in self.search_days))

    @cached_property
    def searched_by(self) -> str | None:
        """By what this screen shows search: queries, or else the pages; None where by neither."""
        wanted = ("query", "page") if self.by is None else (self.by,)
        return next((by for by in wanted if self.searched(by)), None)

    @cached_property
    def queries(self) -> list[Searched]:
        """What was searched, or the pages that were found, most clicks first."""
        return self.searched(self.searched_by) if self.searched_by else []

    @cached_property
    def sold(self) -> list[Sold]:
        """What the web shop sold on the days and in the shops that visits are known of."""
        if not self.visits or self.asked.db.book.filtered or not self.asked.has("orders"):
            return []
        end = self.windows.now.end
        rows = self.asked.all("sold", Sold, since_at=starts_at(self.since), end_at=end)
        return web_orders.of_visits(rows, ((row.shop, row.day) for row in self.every_day))

    @cached_property
    def aov(self) -> Decimal | None:
        """What an order of the web shop is worth in these weeks; analytics' own where none is."""
        if self.sold:
            return web_orders.value(self.sold)
        revenue = (self.whole.revenue or Decimal(0)) + (self.whole.revenue_base or Decimal(0))
        bought = (self.whole.purchases or 0) + (self.whole.purchases_base or 0)
        return average(revenue, bought)
