"""What is asked, each part once: who is new, how far each has come, and when they got there."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from salesops.commands.opportunities import named
from salesops.commands.rep_quotas.stated import usual_plan
from salesops.commands.team._quota.asked import ramp_plan
from salesops.commands.team._ramp.course import Ramp, Stand
from salesops.commands.team._ramp.months import ZERO, Data, Key, Team, Worked, first_of, number
from salesops.commands.team._ramp.rows import Known, Passed, Person, WonMonth
from salesops.models.ramp import Plan, Service, plan_of, share_in
from salesops.models.survival import FEWEST, Wait, median, median_within
from salesops.queries.database import Questions

HISTORY = "deal_stage_history"


@dataclass(frozen=True)
class Story:
    """What is asked, and what follows from it."""

    asked: Questions
    limits: Any
    stale: bool

    @property
    def currency(self) -> str | None:
        """Of every amount."""
        return self.asked.db.book.currency

    def _bound(self) -> dict[str, Any]:
        limits = self.limits
        today = self.asked.db.as_of.date()
        return {"today": today, "new": limits.new_months, "tenured": limits.tenured_months}

    @cached_property
    def people(self) -> list[Person]:
        """The list of reps."""
        return self.asked.all("roster", Person)

    @cached_property
    def usual_plan(self) -> Plan:
        """The plan of those who state none, which is that of `quota`."""
        return usual_plan(ramp_plan(self.asked.db))

    @cached_property
    def data(self) -> Data:
        """From when to when the data tells what was won; stale data ends where it ends."""
        as_of = self.asked.db.as_of
        first, last = self.asked.db.book.reach_of_deals or (as_of, as_of)
        begins = datetime.combine(first.date(), datetime.min.time())
        return Data(begins, min(last, as_of) if self.stale else as_of)

    @cached_property
    def won(self) -> list[WonMonth]:
        """What each rep won by month."""
        return self.asked.all("won_by_month", WonMonth, **self._bound())

    @cached_property
    def team(self) -> Team:
        """All reps whose start is known."""
        won: dict[Key, dict[int, Decimal]] = defaultdict(dict)
        deals: dict[Key, dict[int, int]] = defaultdict(dict)
        for one in self.won:
            if one.within:
                won[one.shop, one.rep][number(one.month)] = one.value
                deals[one.shop, one.rep][number(one.month)] = one.deals
        known = {(p.shop, p.rep): p for p in self.people if p.starts}
        worked = {
            key: Worked(
                Service(p.starts, p.ends, plan_of(p.ramp_plan) or self.usual_plan),
                won.get(key, {}), deals.get(key, {}),
            )
            for key, p in known.items()
        }  # fmt: skip
        return Team(worked, self.data, self.limits.tenured_months)

    @cached_property
    def ramps(self) -> list[Ramp]:
        """Reps who started in the data, the latest first."""
        begun = self.data.begins.date()
        found = (
            self._ramp(person, starts)
            for person in self.people
            if (starts := person.starts) and starts >= begun
        )
        return sorted(found, key=lambda r: (r.starts, r.name, r.key), reverse=True)

    @cached_property
    def unseen(self) -> list[Person]:
        """Reps whose start is unknown or before the data."""
        begun = self.data.begins.date()
        return [p for p in self.people if p.starts is None or p.starts < begun]

    def _ramp(self, person: Person, starts: date) -> Ramp:
        key = (person.shop, person.rep)
        worked = self.team.worked[key]
        until = worked.until(self.data.last)
        stands = tuple(self._stand(key, worked, m) for m in range(worked.start, until + 1))
        left = person.ends if person.ends and person.ends < self.data.ends.date() else None
        days = max(((left or first_of(self.data.last + 1)) - starts).days, 0)
        stated = plan_of(person.ramp_plan) is not None
        name = named(person.name, person.shop or None)
        return Ramp(key, name, starts, person.ends, stated, stands, self.limits.share, days)

    def _stand(self, key: Key, worked: Worked, month: int) -> Stand:
        mean = worked.mean(month)
        return Stand(
            month - worked.start,
            worked.won.get(month, ZERO),
            worked.deals_in(month),
            mean,
            self.team.tenured(month, key),
            float(share_in(worked.service.plan, month - worked.start)),
        )

    @cached_property
    def judged(self) -> list[Ramp]:
        """Those of whom it can be told whether they have reached the bar."""
        return [ramp for ramp in self.ramps if ramp.judged]

    @cached_property
    def waits(self) -> list[Wait]:
        """How long each took, or has taken so far."""
        return [Wait(ramp.days, ramp.reached is not None) for ramp in self.judged]

    @property
    def median_days(self) -> int | None:
        """By when half of them are at the bar (Kaplan-Meier)."""
        return median(self.waits)

    @property
    def enough(self) -> bool:
        """Whether so many are new that an interval says something."""
        return len(self.waits) >= FEWEST

    @property
    def median_within(self) -> tuple[int | None, int | None]:
        """Where that lies with 95 % confidence; None for an end that is not known yet."""
        return median_within(self.waits) if self.enough else (None, None)

    @cached_property
    def cohorts(self) -> Mapping[str, list[Ramp]]:
        """By the half-year of the start, the latest first."""
        found: dict[str, list[Ramp]] = defaultdict(list)
        for ramp in self.ramps:
            found[ramp.half].append(ramp)
        return found

    def earlier(self, ramp: Ramp, since: int) -> list[float]:
        """What share of the tenured those who started before had so many months after."""
        return [
            stand.share
            for other in self.ramps
            if other.starts < ramp.starts
            for stand in other.stands
            if stand.since == since and stand.share is not None
        ]

    @cached_property
    def has_history(self) -> bool:
        """Whether the export says when deals entered their stages."""
        return self.asked.has(HISTORY)

    @cached_property
    def passed(self) -> list[Passed]:
        """Deals by stage, of new and of tenured reps."""
        return self.asked.all("stages", Passed, **self._bound()) if self.has_history else []

    @cached_property
    def known(self) -> Known:
        """What cannot be held against a start, and the usual size of a deal."""
        return self.asked.one("known", Known, **self._bound())

    @property
    def mean_won(self) -> float:
        """The usual size of a deal; 0 where there is none."""
        return float(self.known.mean_won or 0)


def steps_of(passed: list[Passed]) -> Iterator[tuple[Passed, str]]:
    """Each with the name of the stage that is next in its pipeline; after the last one, won."""
    order: dict[str, list[str]] = defaultdict(list)
    for one in sorted(passed, key=lambda p: (p.pipeline, p.place)):
        if one.stage not in order[one.pipeline]:
            order[one.pipeline].append(one.stage)
    for one in passed:
        stages = order[one.pipeline]
        after = stages.index(one.stage) + 1
        yield one, stages[after] if after < len(stages) else "won"
