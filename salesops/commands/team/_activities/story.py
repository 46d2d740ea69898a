"""What activities asks, each thing once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from salesops.commands.rep_quotas.stated import usual_plan
from salesops.commands.team._activities.rows import (
    Early,
    EarlyKnown,
    Gaps,
    Lately,
    Lives,
    Open,
    Outcome,
    Planned,
    Touches,
    Week,
    Worked,
)
from salesops.commands.team._quota.asked import ramp_plan
from salesops.commands.team._reps.activity import Activity
from salesops.commands.team._reps.asked import Asked
from salesops.commands.team._reps.people import Key, People
from salesops.commands.team._reps.rows import Acting, Listed, Owning
from salesops.commands.team._win_loss.rows import Group
from salesops.periods.dates import DAY, floor
from salesops.queries.database import Database, Questions
from salesops.result import Finding, Period

WEEK = DAY * 7
WEEKS = 13
"""That are over and told: a quarter."""
_NO_SIZES = {"priced": False, **dict.fromkeys(("size_1", "size_2", "size_3"), Decimal(0))}


@dataclass(frozen=True)
class Story:
    """The activities of one question."""

    db: Database
    sql: Questions
    asked: Asked
    limits: Any

    @cached_property
    def window(self) -> Period:
        """The window; this quarter so far, unasked."""
        return self.asked.window(self.db)

    @cached_property
    def stale(self) -> Finding | None:
        """That the CRM's data ends well before the window does."""
        return None if self.asked.every else self.db.stale_deals(self.window)

    @property
    def is_now(self) -> bool:
        """Whether the data reaches to as-of: only then silence says anything."""
        as_of = self.db.as_of
        return self.db.stale_deals(replace(self.window, start=as_of, end=as_of)) is None

    @property
    def told_of_all(self) -> bool:
        """Not under --where: there activities about other deals are left out of no number."""
        return not self.db.book.filtered

    @property
    def _span(self) -> dict[str, Any]:
        window = self.window
        return {"start_at": window.start, "end_at": window.end, "as_of": self.db.as_of}

    @cached_property
    def _reps(self) -> Questions:
        """Who the reps are, as reps asks it."""
        return self.db.read("team/reps/people")

    @cached_property
    def activity(self) -> Activity:
        """What everybody did, as reps counts it."""
        rows = self._reps.all("reps_acting", Acting, **self._span) if self.told_of_all else []
        return Activity(rows, self.window)

    @cached_property
    def people(self) -> People:
        """Everybody there is."""
        return People(
            self._reps.all("reps_listed", Listed),
            self._reps.all("reps_owning", Owning, as_of=self.db.as_of),
            frozenset((row.shop, row.rep) for row in self.activity.rows),
            self.db.as_of.date(),
            usual_plan(ramp_plan(self.db)),
        )

    @cached_property
    def won(self) -> Mapping[Key, int]:
        """Deals that each won in the window, as win-loss counts them; of nobody under None."""
        asked = self.db.read("team/win_loss/closed")
        rows = asked.all(
            "win_loss_groups", Group, by="owner", cohort=False, undated=self.asked.every,
            start_at=self.window.start, end_at=self.window.end, **_NO_SIZES,
        )  # fmt: skip
        return {(row.shop or "", row.id): row.won for row in rows}

    @cached_property
    def touches(self) -> Mapping[Key, Touches]:
        """Deals worked on, and follow-ups, of each."""
        if not self.told_of_all:
            return {}
        rows = self.sql.all("activity_touches", Touches, **self._span)
        return {(row.shop, row.rep): row for row in rows}

    @cached_property
    def worked(self) -> Worked:
        """Deals that anybody worked on."""
        return self.sql.one("activity_worked", Worked, **self._span)

    @cached_property
    def planned(self) -> Sequence[Planned]:
        """What was due, and what is ahead."""
        if not self.told_of_all:
            return []
        return self.sql.all("activity_planned", Planned, **self._span)

    @cached_property
    def outcomes(self) -> Sequence[Outcome]:
        """What came of them; none where no export says so."""
        if not self.told_of_all:
            return []
        rows = self.sql.all("activity_outcomes", Outcome, **self._span)
        return rows if any(row.outcome for row in rows) else []

    @cached_property
    def weeks(self) -> Sequence[Week]:
        """The last weeks that are over; a week without any is a row of noughts."""
        if not self.told_of_all or self.window.start == self.window.end:
            return []
        end = floor(self.window.end, "week")
        rows = self.sql.all("activity_weeks", Week, weeks_at=end - WEEKS * WEEK, weeks_end=end)
        found = {row.week: row for row in rows}
        if not found:
            return []
        days = [(end - n * WEEK).date() for n in range(1, WEEKS + 1)]
        known = [day for day in days if day >= min(found)]
        return [found.get(day, Week(day, 0, 0, 0, 0, 0, 0)) for day in known]

    @cached_property
    def lately(self) -> Mapping[Key, Lately]:
        """What each did in the last days, and in those before."""
        recent = self.db.as_of - timedelta(days=self.limits.stopped_days)
        before = recent - timedelta(days=self.limits.usual_days)
        rows = self.sql.all(
            "activity_lately", Lately, recent_at=recent, before_at=before, **self._span
        )
        return {(row.shop, row.rep): row for row in rows}

    @cached_property
    def open(self) -> Mapping[Key, Open]:
        """Open deals by when they were last touched."""
        quiet = self.db.as_of - timedelta(days=self.limits.quiet_days)
        rows = self.sql.all("activity_open", Open, quiet_at=quiet, **self._span)
        return {(row.shop, row.rep): row for row in rows}

    @cached_property
    def gaps(self) -> Sequence[Gaps]:
        """Days between activities on open deals."""
        return self.sql.all("activity_gaps", Gaps, **self._span)

    @property
    def year(self) -> Period:
        """The days in which the deals closed that tell what precedes wins."""
        end = self.window.end
        start = floor(end, "day") - DAY * self.limits.early_span
        return replace(self.window, start=start)

    def _early(self) -> dict[str, Any]:
        span = self.year
        return {"early_at": span.start, "end_at": span.end, "days": self.limits.early_days}

    @cached_property
    def early(self) -> Sequence[Early]:
        """Closed deals by what was done in them early."""
        return self.sql.all("activity_early", Early, **self._early())

    @cached_property
    def early_known(self) -> EarlyKnown:
        """Which closed deals are not among those."""
        return self.sql.one("activity_early_known", EarlyKnown, **self._early())

    @cached_property
    def lives(self) -> Sequence[Lives]:
        """Over the whole lives of won and lost deals."""
        return self.sql.all("activity_lives", Lives, **self._early())
