"""The campaigns of a window, their effects and the spend: what is asked, each thing once."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from salesops.commands.traffic._campaigns.effects import Effect, Method
from salesops.commands.traffic._campaigns.rows import (
    Aimed,
    Arm,
    Coded,
    Known,
    ShopDay,
    Spent,
)
from salesops.commands.traffic._campaigns.spending import FOUR_WEEKS, Spending
from salesops.errors import UsageError, meant
from salesops.models.uplift import BLOCKS
from salesops.queries.database import Questions
from salesops.result import Finding, Period

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_MIDNIGHT = datetime.min.time()


@dataclass(frozen=True)
class Story:
    """What is known of the campaigns of a window."""

    asked: Questions
    window: Period
    named: str | None
    """The one campaign asked about, whenever it began."""
    days: int
    limits: Any

    @property
    def as_of(self) -> datetime:
        """The question's now."""
        return self.asked.db.as_of

    @property
    def told(self) -> bool:
        """Whether anything can be told: --where leaves out orders that spend was for."""
        return not self.asked.db.book.filtered

    @property
    def currency(self) -> str | None:
        """Of every amount."""
        return self.asked.db.book.currency

    def stale(self) -> Finding | None:
        """The finding that the orders end too early to tell."""
        return self.asked.db.stale(self.window)

    @cached_property
    def every(self) -> list[Known]:
        """Every campaign that anything names."""
        return self.asked.all("known", Known) if self.told else []

    @cached_property
    def effects(self) -> list[Effect]:
        """Of the campaigns that began in the window, or the one asked for; the latest first."""
        found = [e for e in map(self._effect, self.every) if self._wanted(e)]
        return sorted(
            found, key=lambda e: (e.begins or self.window.start, e.known.name), reverse=True
        )

    def _wanted(self, effect: Effect) -> bool:
        if self.named is not None:
            return effect.known.campaign == self._meant
        if effect.method is Method.NONE:
            return False
        if effect.begins is None:  # a code without a first day, as one that always holds
            return effect.known.listed
        return self.window.start <= effect.begins < self.window.end

    @cached_property
    def _meant(self) -> str:
        """The campaign that --campaign names."""
        word = (self.named or "").strip().lower()
        for known in self.every:
            if word in (known.campaign.strip().lower(), known.name.strip().lower()):
                return known.campaign
        names = [known.name for known in self.every]
        why = meant(self.named or "", names) if names else "no campaign is known"
        raise UsageError(f"--campaign {self.named}: {why}")

    @cached_property
    def unjudged(self) -> list[Known]:
        """Those of the window that only the spend knows, or the members without a group."""
        if self.named is not None:
            return []
        start, end = self.window.start.date(), self.window.end.date()
        return [
            e.known
            for e in map(self._effect, self.every)
            if e.method is Method.NONE
            and (e.known.last_day is None or e.known.last_day >= start)
            and (e.known.first_day is None or e.known.first_day <= end)
        ]

    def _effect(self, known: Known) -> Effect:
        return Effect(
            known,
            self._arms.get(known.campaign, ()),
            self._aimed.get(known.campaign, ()),
            self._coded.get(known.campaign),
            self.as_of,
            self.days,
            self.limits,
            self.first,
        )

    @property
    def first(self) -> date | None:
        """The first day of the data."""
        reach = self.asked.db.book.reach
        return reach[0].date() if reach else None

    @cached_property
    def _arms(self) -> dict[str, tuple[Arm, ...]]:
        """The groups of each campaign, those held back first; both have two persons or more."""
        sent = min((k.first_sent for k in self.every if k.first_sent), default=self.as_of)
        values = {
            "days": self.days,
            "before_days": self.limits.before_days,
            "from_at": sent - self.limits.before_days * _DAY,
            "as_of": self.as_of,
        }
        found: dict[str, list[Arm]] = defaultdict(list)
        for arm in self.asked.all("arms", Arm, **values):
            if arm.members > 1:
                found[arm.campaign].append(arm)
        return {campaign: tuple(arms) for campaign, arms in found.items()}

    @cached_property
    def _aimed(self) -> dict[str, list[Aimed]]:
        """The days of what each campaign was aimed at, and those before, where they are needed."""
        spans = [
            (known.starts, (known.ends or known.starts + self.days * _DAY) - known.starts)
            for known in self.every
            if known.starts and self._compared(known)
        ]
        if not spans:
            return {}
        back = (max(span for _, span in spans) + _WEEK) * BLOCKS
        from_at = datetime.combine(min(starts for starts, _ in spans) - back, _MIDNIGHT)
        found: dict[str, list[Aimed]] = defaultdict(list)
        days = self.asked.db.read("traffic/campaign_days")
        for row in days.all("campaign_days", Aimed, from_at=from_at, to_at=self.as_of):
            found[row.campaign].append(row)
        return found

    def _compared(self, known: Known) -> bool:
        """Whether it is asked about, and only its days can tell of it."""
        groups = min(known.treated, known.held_back) > 1
        if not known.starts or groups or (known.code and not known.aim):
            return False
        asked = self.window.start.date() <= known.starts < self.window.end.date() + _DAY
        return known.campaign == self._meant if self.named is not None else asked

    @cached_property
    def _coded(self) -> dict[str, Coded]:
        """The orders that used the code of each."""
        return {row.campaign: row for row in self.asked.all("coded", Coded)}

    @cached_property
    def spending(self) -> Spending:
        """What was spent in the window, and what the shop sold."""
        start, end = self.window.start.date(), self.window.end.date()
        if not self.told:
            return Spending((), (), start, end)
        from_at = datetime.combine(min(start, end - 3 * FOUR_WEEKS), _MIDNIGHT)
        spent = self.asked.all("spend", Spent)
        sold = self.asked.all("shop_days", ShopDay, from_at=from_at)
        return Spending(spent, sold, start, end)
