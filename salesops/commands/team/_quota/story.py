"""What is asked, each part once: quotas, what was won, and how far the one reaches the other."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from salesops.commands.rep_quotas.rows import Credited
from salesops.commands.rep_quotas.stated import Stated
from salesops.commands.rep_quotas.together import Together
from salesops.commands.rep_quotas.who import Key
from salesops.commands.team._quota.course import MOST, Course
from salesops.commands.team._quota.result import Result, Told, together
from salesops.commands.team._quota.rows import ZERO, Known, Won, WonDay, WonMonth
from salesops.commands.team._quota.span import Span, span
from salesops.models.compare import ratio
from salesops.models.ramp import Service
from salesops.queries.database import Questions
from salesops.units import digits


@dataclass(frozen=True)
class Story:
    """What is asked, and what follows from it."""

    asked: Questions
    period: str | None
    by: str
    limits: Any

    @property
    def currency(self) -> str | None:
        """Of every amount."""
        return self.asked.db.book.currency

    @cached_property
    def stated(self) -> Stated:
        """The quotas, and whose they are."""
        return Stated(self.asked.db.read("team/quotas"), self.limits.plan)

    @cached_property
    def span(self) -> Span:
        """The period."""
        lines = self.stated.of_reps or self.stated.of_teams
        return span(self.asked.db, self.period, (p for each in lines.values() for p in each))

    def _bound(self) -> dict[str, Any]:
        before = self.span.before(max(MOST, self.limits.periods))
        earliest = before[-1].first if before else self.span.first
        today = self.asked.db.as_of.date()
        span_ = {"first": self.span.first, "after": self.span.come}
        return {**span_, "earliest": earliest, "today": today}

    @cached_property
    def won(self) -> Mapping[tuple[str, str | None], Won]:
        """What each won in the period; of nobody under None."""
        found: dict[tuple[str, str | None], Won] = {}
        for one in self.credited:
            key = one.shop, one.rep
            before = found.get(key, Won(*key, ZERO, 0, 0))
            found[key] = Won(
                *key, before.value + one.value, before.deals + one.deals, before.blank + one.blank
            )
        return found

    @cached_property
    def credited(self) -> list[Credited]:
        """The same by the teams that deals name."""
        return self.stated.credited(self.span.first, self.span.come)

    @cached_property
    def together(self) -> Together:
        """The quota of all, of teams and shops that have their own too."""
        return self.stated.together(self.span.first, self.span.after)

    @property
    def apart(self) -> bool:
        """Whether that is not just the sum of what reps are to win."""
        return self.together.scopes not in ([], ["rep"])

    @cached_property
    def won_together(self) -> Decimal:
        """What was won by who has that quota."""
        of = self.together.of
        return sum((w.value for w in self.credited if of(w.shop, w.rep, w.team)), ZERO)

    @cached_property
    def won_by_month(self) -> Mapping[Key, list[WonMonth]]:
        """What each rep won by month, before and in the period."""
        found: dict[Key, list[WonMonth]] = defaultdict(list)
        for one in self.asked.all("won_by_month", WonMonth, **self._bound()):
            found[one.shop, one.rep].append(one)
        return found

    @cached_property
    def known(self) -> Known:
        """What cannot be credited."""
        return self.asked.one("known", Known, **self._bound())

    @cached_property
    def course(self) -> Course:
        """The usual course of closings within the period."""
        days = self.asked.all("won_by_day", WonDay, **self._bound())
        return Course(self.span, days, max(1, self.limits.periods_learnt))

    @cached_property
    def point(self) -> float:
        """The share of the period's business days that have passed."""
        return self.course.point(self.span.window.end) if not self.span.over else 1.0

    @cached_property
    def told(self) -> list[Told]:
        """Reps with a quota in the period, the highest attainment first."""
        found = [one for key in self.stated.of_reps if (one := self._told(key))]
        return sorted(found, key=lambda t: (-(t.attainment or 0.0), t.rep.name, t.key))

    def _told(self, key: Key) -> Told | None:
        rep = self.stated.reps.rep(key)
        quota = self.stated.of_rep(key, self.span.first, self.span.after)
        if quota is None:
            return None
        won = self.won.get(key)
        share = 1.0 if self.span.over else self._share(rep.service)
        expected = round(quota.ramped * Decimal(str(share)), digits(self.currency))
        return Told(
            key, rep, quota, won.value if won else ZERO, won.deals if won else 0, share, expected
        )

    def _share(self, service: Service) -> float:
        first, after = service.there(self.span.first, self.span.after)
        return self.course.share(first, after, self.span.window.end)

    @cached_property
    def others(self) -> list[Won]:
        """What was won by those who have no quota in the period, and by nobody."""
        quota = {one.key for one in self.told}
        found = [w for key, w in self.won.items() if key not in quota]
        return sorted(found, key=lambda w: (w.rep is None, -w.value, w.shop, w.rep or ""))

    @cached_property
    def result(self) -> Result:
        """The two numbers of everybody with a quota."""
        return together(self.told)

    @cached_property
    def expected(self) -> Decimal:
        """What is usual by now, in money."""
        return sum((one.expected for one in self.told), ZERO)

    @property
    def expected_share(self) -> float | None:
        """The same as a share of the quota."""
        return ratio(self.expected, self.result.quota)

    @property
    def begun(self) -> bool:
        """Enough of the period has come to tell anything."""
        return bool((self.expected_share or 0.0) >= self.limits.begun)

    @property
    def projection(self) -> Decimal | None:
        """The won value at the period's end, if what is usual comes; None where it is too early."""
        share = self.expected_share
        if share is None or not self.begun or self.span.over:
            return None
        return self.result.won / Decimal(str(share))

    @property
    def won_in_all(self) -> Decimal:
        """Everybody's, nobody's too."""
        return sum((w.value for w in self.won.values()), ZERO)

    def result_of(self, span: Span) -> Result:
        """The two numbers of another period, from what was won by month."""
        reps = reached = 0
        quotas = won = ZERO
        for key in self.stated.of_reps:
            quota = self.stated.of_rep(key, span.first, span.after)
            if quota is None:
                continue
            months = self.won_by_month.get(key, [])
            value = sum((m.value for m in months if span.first <= m.month < span.after), ZERO)
            reps, reached = reps + 1, reached + (value >= quota.ramped)
            quotas, won = quotas + quota.ramped, won + value
        return Result(reps, reached, quotas, won)

    @cached_property
    def before(self) -> list[tuple[Span, Result]]:
        """Periods before of which quotas are stated, the last first."""
        found = ((one, self.result_of(one)) for one in self.span.before(self.limits.periods))
        return [(one, result) for one, result in found if result.reps]
