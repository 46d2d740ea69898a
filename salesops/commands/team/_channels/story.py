"""What channels asks, each thing once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from salesops import period
from salesops.commands.deal_groups import first, ranked
from salesops.commands.grouping import UNKNOWN
from salesops.commands.ledger import starts_at
from salesops.commands.team._channels.rows import (
    ZERO,
    Acts,
    Cost,
    Counts,
    Group,
    Known,
    Moved,
    Part,
    SpendDays,
    Written,
    together,
)
from salesops.commands.team._win_loss.rate import Rate
from salesops.commands.team._win_loss.story import Asked
from salesops.commands.team._win_loss.story import Story as Closed
from salesops.models.wilson import width_of
from salesops.periods.dates import DAY
from salesops.queries.database import Database, Questions
from salesops.result import Finding, Period


@dataclass(frozen=True)
class Story:
    """The channels of one question."""

    db: Database
    sql: Questions
    asked: Asked
    limits: Any

    @cached_property
    def closed(self) -> Closed:
        """The window and its end, as win-loss has them."""
        return Closed(self.db, self.sql, self.asked, self.limits)

    @property
    def window(self) -> Period:
        """The window; unasked all that is loaded."""
        return self.closed.window

    def stale(self) -> Finding | None:
        """The finding that the CRM's data ends before the window does."""
        return self.closed.stale()

    @property
    def _span(self) -> dict[str, Any]:
        window = self.window
        return {"start_at": window.start, "end_at": window.end, "undated": self.asked.every}

    @cached_property
    def every(self) -> Sequence[Group]:
        """All channels; those without a name last."""
        rows = self.sql.all("channel_groups", Counts, **self._span)
        acts = {one.id: one.activities for one in self.acts if one.is_deal}
        found = (Group(**vars(row), activities=acts.get(row.id, 0)) for row in rows)
        return ranked("channel", (one for one in found if one.counts))

    @cached_property
    def first(self) -> Sequence[Group]:
        """Those that prose shows: the first, the others as one, and those without a channel."""
        return first(self.every, self.asked.top, together)

    @cached_property
    def created(self) -> int:
        """Deals created in the window, of all channels."""
        return sum(one.created for one in self.every)

    @cached_property
    def won_value(self) -> Decimal:
        """Won in the window, by all channels."""
        return sum((one.won_value for one in self.every), ZERO)

    @cached_property
    def spelled(self) -> Mapping[str, list[Written]]:
        """Each channel as deals write it, the commonest first."""
        found: dict[str, list[Written]] = {}
        for one in self.sql.all("channel_names", Written):
            found.setdefault(one.id, []).append(one)
        return found

    def name(self, key: str | None) -> str:
        """What a channel is called."""
        return self.spelled[key][0].written.strip() if key else UNKNOWN

    @cached_property
    def known(self) -> Known:
        """Deals in no window, or of no known state."""
        return self.sql.one("channel_known", Known)

    @cached_property
    def whole(self) -> Rate:
        """The win rate of all deals, with a channel or not."""
        return Rate(sum(g.won for g in self.every), sum(g.won + g.lost for g in self.every))

    @cached_property
    def named(self) -> Rate:
        """That of deals that state a channel."""
        told = [g.rate for g in self.every if g.id is not None]
        return Rate(sum(r.won for r in told), sum(r.n for r in told))

    @cached_property
    def width(self) -> float:
        """Standard errors that keep the comparisons of all channels right at once."""
        few = self.limits.few
        return width_of(sum(g.rate.n >= few for g in self.every if g.id is not None))

    @property
    def spans(self) -> tuple[Period, Period]:
        """Now and before: the window and the one before it; of all that is loaded the last days."""
        if self.asked.every:
            return self.closed.recent, self.closed.before
        return self.window, period.shifted(self.window, "prev")

    @cached_property
    def moved(self) -> Sequence[Moved]:
        """Won and lost of each channel, now and before."""
        now, before = self.spans
        return self.sql.all(
            "channel_trend", Moved, now_at=now.start, now_end=now.end, before_at=before.start,
            before_end=before.end,
        )  # fmt: skip

    def parts(self, by: str) -> Sequence[Part]:
        """By a second name."""
        asked = self.db.read("team/channels_by")
        return asked.all("channels_by", Part, by=by, **self._span)

    @cached_property
    def acts(self) -> Sequence[Acts]:
        """Activities by the channel of their deal; none where there is no export of them."""
        if not self.sql.has("activities"):
            return []
        return self.sql.all("channel_acts", Acts, **self._span)

    @cached_property
    def spent_in(self) -> Period | None:
        """The days of the window that spend is known of; None where there are none.

        Under --where only some deals are here, and spend is for all of them.
        """
        if self.db.book.filtered or not self.sql.has("spend_daily"):
            return None
        days = self.sql.one("channel_spend_days", SpendDays)
        if days.first_day is None or days.last_day is None:
            return None
        start = max(self.window.start, starts_at(days.first_day))
        end = min(self.window.end, starts_at(days.last_day) + DAY)
        return Period(start, end, "", so_far=False) if start < end else None

    @cached_property
    def costs(self) -> Sequence[Cost]:
        """Spend by name beside the deals of that channel, of the same days."""
        days = self.spent_in
        if days is None:
            return []
        return self.sql.all("channel_costs", Cost, spent_at=days.start, spent_end=days.end)
