"""What reps asks, each thing once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from salesops.commands.rep_quotas.stated import usual_plan
from salesops.commands.stage_plan import planned
from salesops.commands.team._quota.asked import ramp_plan
from salesops.commands.team._reps.activity import Activity
from salesops.commands.team._reps.asked import Asked
from salesops.commands.team._reps.months import Months, months
from salesops.commands.team._reps.people import Key, People, Rep
from salesops.commands.team._reps.quotas import Attained, attained
from salesops.commands.team._reps.rates import Rates
from salesops.commands.team._reps.rows import Acting, Changing, Listed, Open, Owning
from salesops.commands.team._reps.steps import Steps
from salesops.commands.team._stages.story import Story as Stages
from salesops.commands.team._win_loss.rows import Group
from salesops.periods.dates import DAY, floor
from salesops.queries.database import Database, Questions
from salesops.result import Finding, Period

_NO_SIZES = {"priced": False, **dict.fromkeys(("size_1", "size_2", "size_3"), Decimal(0))}


@dataclass(frozen=True)
class Story:
    """The reps of one question."""

    db: Database
    asked: Asked
    stages: Path | None
    limits: Any

    @cached_property
    def sql(self) -> Questions:
        """The questions about people."""
        return self.db.read("team/reps", **planned(self.db, self.stages))

    @cached_property
    def page(self) -> Questions:
        """The questions about one rep."""
        return self.db.read("team/reps_page")

    @cached_property
    def window(self) -> Period:
        """The window; this quarter so far, unasked."""
        _ = self.sql  # loads the CRM: as-of may be where it ends
        return self.asked.window(self.db)

    @cached_property
    def _base(self) -> tuple[Period, str] | None:
        base, reach = self.asked.base(self.db, self.window), self.db.book.reach_of_deals
        return base if base and reach and reach[0] <= base[0].start + DAY else None

    @property
    def base(self) -> Period | None:
        """What the window is held against; None where the exports do not reach so far back."""
        return self._base[0] if self._base else None

    @property
    def before_in_words(self) -> str:
        """The same, as in `as many days of the quarter before`."""
        return self._base[1] if self._base else ""

    @cached_property
    def stale(self) -> Finding | None:
        """That the CRM's data ends well before the window does."""
        return None if self.asked.every else self.db.stale_deals(self.window)

    @property
    def told_of_all(self) -> bool:
        """Not under --where: activities and quotas are of all that a rep does."""
        return not self.db.book.filtered

    def _span(self) -> dict[str, Any]:
        window = self.window
        return {"start_at": window.start, "end_at": window.end, "as_of": self.db.as_of}

    @cached_property
    def people(self) -> People:
        """Everybody there is."""
        usual = usual_plan(ramp_plan(self.db))
        acting = self.activity.rows
        return People(
            self.sql.all("reps_listed", Listed),
            self.owning,
            frozenset((row.shop, row.rep) for row in acting),
            self.db.as_of.date(),
            usual,
        )

    @cached_property
    def owning(self) -> Sequence[Owning]:
        """Whom deals name."""
        return self.sql.all("reps_owning", Owning, as_of=self.db.as_of)

    @cached_property
    def activity(self) -> Activity:
        """What everybody did."""
        rows = []
        if self.told_of_all and self.sql.has("activities"):
            rows = self.sql.all("reps_acting", Acting, **self._span())
        return Activity(rows, self.window)

    @property
    def acts(self) -> bool:
        """Whether activities are told at all."""
        return bool(self.activity.rows)

    @cached_property
    def touched(self) -> Mapping[Key, datetime]:
        """When each last did anything that an export tells of."""
        found = dict(self.activity.latest)
        changing = self.sql.all("reps_changing", Changing, **self._span())
        told = [((one.shop, one.rep), one.changed_local) for one in self.owning]
        for key, at in (*told, *(((one.shop, one.rep), one.at_local) for one in changing)):
            if at is not None:
                found[key] = max(found.get(key, at), at)
        return found

    def _groups(self, window: Period) -> Mapping[Key, Group]:
        asked = self.db.read("team/win_loss/closed")
        rows = asked.all(
            "win_loss_groups", Group, by="owner", cohort=False, undated=self.asked.every,
            start_at=window.start, end_at=window.end, **_NO_SIZES,
        )  # fmt: skip
        return {(row.shop or "", row.id): row for row in rows}

    @cached_property
    def closed(self) -> Mapping[Key, Group]:
        """What each won and lost in the window, as win-loss counts it; of nobody under None."""
        return self._groups(self.window)

    @cached_property
    def before(self) -> Mapping[Key, Group] | None:
        """The same of the window that it is held against."""
        return self._groups(self.base) if self.base else None

    @cached_property
    def open(self) -> Mapping[Key, list[Open]]:
        """What each has open now, by stage."""
        found: dict[Key, list[Open]] = {}
        for row in self.sql.all("reps_open", Open):
            found.setdefault((row.shop, row.rep), []).append(row)
        return found

    @cached_property
    def quotas(self) -> Mapping[Key, Attained]:
        """Who has a quota in the window, and how much of it is won."""
        return attained(self.db, self.window, self.asked.named(self.db))

    @cached_property
    def months(self) -> Months:
        """The last months that are over."""
        return months(self.sql, self.window, self.db.book.reach_of_deals)

    @cached_property
    def year(self) -> Period:
        """The days whose new deals tell of steps, and whose lost ones of reasons."""
        start = floor(self.window.end, "day") - DAY * self.limits.step_days
        return replace(self.window, start=start)

    @cached_property
    def steps(self) -> Steps:
        """The steps of everybody."""
        asked = self.db.read("team/stages", **planned(self.db, self.stages))
        story = Stages(asked, self.year, False, "owner", 1, None)
        there = frozenset(key for key, rep in self.people.all.items() if not rep.left)
        return Steps(story, self.people.by_owner, there, self.few)

    @cached_property
    def sellers(self) -> frozenset[Key]:
        """With an activity or a closed deal in the window, or an open one, whoever has left too."""
        acted = {key for key in self.people.acting if self.activity.all(key)}
        return frozenset({*self.open, *self.closed, *acted} & self.people.all.keys())

    @cached_property
    def team(self) -> list[Rep]:
        """Those of them who are there."""
        found = self.people.all.items()
        return [rep for key, rep in found if key in self.sellers and not rep.left]

    @cached_property
    def rates(self) -> Rates:
        """The win rates of the window."""
        return Rates(self.closed, self.few)

    @property
    def few(self) -> int:
        """Of fewer deals a share says little."""
        return max(1, int(self.limits.few))
