"""What leads asks, each thing once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from salesops.commands.deal_window import deal_window
from salesops.commands.team._leads.asked import DEFAULT, Asked
from salesops.commands.team._leads.rows import Cost, Group, Known, Rep, SpendDays, Waiting
from salesops.models.business_hours import Calendar
from salesops.periods.dates import DAY, floor
from salesops.queries.database import Database, Questions
from salesops.result import Finding, Period

if TYPE_CHECKING:
    from salesops.commands.team._leads.response import Responses
    from salesops.commands.team._leads.score import Score
    from salesops.commands.team._leads.waits import Waits


@dataclass(frozen=True)
class Story:
    """The leads of one question."""

    db: Database
    sql: Questions
    asked: Asked
    calendar: Calendar
    limits: Any

    @cached_property
    def window(self) -> Period:
        """The window of when leads came in; all that is loaded ends where the CRM's export does."""
        asked = self.asked
        return deal_window(self.db, asked.since, asked.until, asked.period, whole=asked.every)

    @property
    def dims(self) -> tuple[str, ...]:
        """What the tables group by."""
        return (self.asked.by,) if self.asked.by else DEFAULT

    @cached_property
    def stale(self) -> Finding | None:
        """That the CRM's data ends before the window does, or before as-of where that is open."""
        reach = self.db.book.reach_of_deals
        over = not self.asked.every and reach and self.window.end <= reach[1]
        return None if over else self._ended

    @cached_property
    def _ended(self) -> Finding | None:
        return self.db.stale_deals(Period(self.window.start, self.db.as_of, "", so_far=True))

    @property
    def now(self) -> datetime:
        """Until when it is known what happened: as-of, or the end of data that is stale."""
        if not self._ended:
            return self.db.as_of
        reach = self.db.book.reach_of_deals
        seen = [reach[1] if reach else None, self.known.last_touch, self.known.last_lead]
        return min(self.db.as_of, max(at for at in seen if at))

    @property
    def is_now(self) -> bool:
        """Whether the window reaches to as-of, or to the end of all there is."""
        return self.asked.every or self.window.end >= self.db.as_of

    @property
    def recent(self) -> datetime:
        """Since then leads are new: whole days to the end of the window."""
        days: float = self.limits.recent_days
        return floor(self.window.end, "day") - DAY * round(days)

    @property
    def deals_known(self) -> bool:
        """Whether it can be told which leads were won."""
        return self.sql.has("deals") and not self.db.book.filtered

    @property
    def tells_sales(self) -> bool:
        """Whether leads say which became a deal, and the deals whether they were won."""
        return self.known.stated > 0 and self.deals_known

    @property
    def _span(self) -> dict[str, Any]:
        return {
            "start_at": self.window.start,
            "end_at": self.window.end,
            "recent_at": self.recent,
            "undated": self.asked.every,
        }

    @cached_property
    def known(self) -> Known:
        """What the leads tell at all."""
        return self.sql.one("known", Known)

    @property
    def tells_touch(self) -> bool:
        """Whether the exports say when leads are answered at all."""
        return self.known.touched > 0

    @property
    def tells_qualified(self) -> bool:
        """Whether the CRM tells a qualified lead from one that became a deal."""
        return self.known.qualifies > 0

    @property
    def tells_given_up(self) -> bool:
        """Whether leads are ever given up: else all that are decided became a deal."""
        return self.whole is not None and self.whole.given_up > 0

    @cached_property
    def _groups(self) -> dict[str, list[Group]]:
        return {}

    def groups(self, by: str) -> list[Group]:
        """The leads of the window by what they state."""
        if by not in self._groups:
            self._groups[by] = self.sql.all("groups", Group, **self._span, by=by)
        return self._groups[by]

    @property
    def whole(self) -> Group | None:
        """All of them; None where there are none."""
        found = self.groups("all")
        return found[0] if found else None

    @cached_property
    def responses(self) -> "Responses":
        """How long each lead of the window waited."""
        from salesops.commands.team._leads.response import responses

        return responses(self.sql.columns("waits", **self._span), self.now, self.calendar)

    @cached_property
    def reps(self) -> list[Rep]:
        """Who is given leads."""
        return self.sql.all("reps", Rep, **self._span)

    @cached_property
    def waiting(self) -> list[Waiting]:
        """Open leads that nobody has answered, the oldest first."""
        return self.sql.all("waiting", Waiting, **self._span) if self.tells_touch else []

    @cached_property
    def waits(self) -> "Waits":
        """The same with their age."""
        from salesops.commands.team._leads.waits import Waits

        return Waits(self)

    @cached_property
    def spend_days(self) -> SpendDays:
        """The days of the window that spend is told of."""
        return self.sql.one("spend_days", SpendDays, **self._span)

    @cached_property
    def costs(self) -> list[Cost]:
        """What sources cost on these days."""
        days = self.spend_days
        if days.first_day is None:
            return []
        given = {"first": days.first_day, "last": days.last_day}
        return self.sql.all("costs", Cost, **self._span, **given)

    @property
    def paid(self) -> list[Cost]:
        """Sources that a channel of spend goes by the name of."""
        return [one for one in self.costs if one.cost is not None and one.source is not None]

    @cached_property
    def columns(self) -> "Mapping[str, Any]":
        """What is known of each lead when it comes in."""
        return self.sql.columns("scored")

    @cached_property
    def score(self) -> "Score":
        """What was learned of all leads, whatever the window."""
        from salesops.commands.team._leads.score import Few, score

        few = Few(self.limits.score_few, self.limits.score_few // 2, self.limits.few)
        return score(self.columns, self.now, few)
