"""Statements of everybody, by the plans of one file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property

from salesops.commands.grouping import UNKNOWN
from salesops.commands.opportunities import named
from salesops.commands.rep_quotas.days import name_of
from salesops.commands.rep_quotas.stated import Stated
from salesops.commands.rep_quotas.who import Key, Rep
from salesops.commands.team._commission.credits import Credited, Credits, Whose
from salesops.commands.team._commission.plan import Plans
from salesops.errors import UsageError, meant
from salesops.models.commission.lines import Settled
from salesops.models.commission.sales import Term
from salesops.models.commission.statement import statements
from salesops.models.commission.terms import UNPAID, ZERO, Versions
from salesops.models.ramp import Service
from salesops.periods.dates import floor, step

NOBODY = "Unknown (no owner)"


@dataclass(frozen=True)
class Statement:
    """A rep's periods, the first of all first."""

    whose: Whose
    name: str
    plan: Versions | None
    settled: tuple[Settled, ...]


@dataclass(frozen=True)
class Pay:
    """What plans come to."""

    plans: Plans | None
    credits: Credits
    quotas: Stated
    as_of: datetime

    @cached_property
    def first(self) -> date | None:
        """When anything was sold first."""
        return min((one.day for one in self.credits.courses), default=None)

    @cached_property
    def statements(self) -> list[Statement]:
        """Of everybody who sold anything or has a plan, by name; of nobody last."""
        if self.first is None:
            return []
        reps = sorted({*self.credits.of, *self._with_draw}, key=self._order)
        return [self._statement(whose) for whose in reps]

    def _order(self, whose: Whose) -> tuple[bool, str, str]:
        return whose[1] is None, self.name(whose), whose[1] or ""

    @cached_property
    def _with_draw(self) -> list[Key]:
        """Reps of the list whom a draw pays without a sale too."""
        listed = ((p.shop, p.rep) for p in self.credits.reps.people)
        return [key for key in listed if self._draws(key)]

    def _draws(self, whose: Whose) -> bool:
        plan = self.plan(whose)
        return plan is not None and any(one.draw for one in plan.each)

    def name(self, whose: Whose) -> str:
        """Of a rep, or of nobody."""
        shop, rep = whose
        return self.credits.reps.rep((shop, rep)).name if rep else named(NOBODY, shop or None)

    @cached_property
    def _assigned(self) -> Mapping[Key, str]:
        """The plan of each rep whom the file names; in every shop that has one of that name."""
        found: dict[Key, str] = {}
        for who, plan in (self.plans.reps if self.plans else {}).items():
            meant = self._meant(who)
            if len({shop for shop, _ in meant}) < len(meant):
                raise UsageError(
                    f"{self._path}: [reps] {who!r} could be one of several reps: write the id"
                )
            found |= dict.fromkeys(meant, plan)
        return found

    def _meant(self, who: str) -> set[Key]:
        """By the id, else by the name."""
        reps, word = self.credits.reps, _bare(who)
        known = [
            *((one.shop, one.rep, one.name) for one in reps.people),
            *((one.shop, one.rep, one.name or "") for one in reps.owners),
        ]
        by_id = {(shop, rep) for shop, rep, _ in known if _bare(rep) == word}
        return by_id or {(shop, rep) for shop, rep, name in known if _bare(name) == word}

    @property
    def _path(self) -> str:
        return str(self.plans.path) if self.plans else ""

    @property
    def strangers(self) -> list[str]:
        """Whom the file gives a plan and nothing else names."""
        return sorted(
            who for who in (self.plans.reps if self.plans else ()) if not self._meant(who)
        )

    @property
    def empty_teams(self) -> list[str]:
        """Teams that the file gives a plan, and that nobody is of."""
        reps = self.credits.reps
        keys = {*((p.shop, p.rep) for p in reps.people), *((o.shop, o.rep) for o in reps.owners)}
        there = {self._rep(key).team.strip().lower() for key in keys}
        stated = self.plans.teams if self.plans else ()
        return sorted(team for team in stated if team.strip().lower() not in there)

    def plan(self, whose: Whose) -> Versions | None:
        """By [reps], else by [teams], else the default; None: nobody says."""
        shop, who = whose
        if self.plans is None or who is None:
            return None
        name = self._assigned.get((shop, who))
        if name is None:
            teams = {team.strip().lower(): plan for team, plan in self.plans.teams.items()}
            team = self._rep((shop, who)).team
            name = None if team == UNKNOWN else teams.get(team.strip().lower())
        name = name or self.plans.default
        return self.plans.plans[name] if name else None

    def _rep(self, key: Key) -> Rep:
        return self.credits.reps.rep(key)

    def since(self, whose: Whose) -> date | None:
        """When a rep began, as far as the list states it."""
        shop, who = whose
        return self._rep((shop, who)).service.start if who else None

    def _statement(self, whose: Whose) -> Statement:
        plan, credited = self.plan(whose), self.credits.of.get(whose, Credited())
        terms = list(self._terms(whose, plan or Versions((UNPAID,))))
        found = statements(terms, credited.sales, credited.changes, self.credits.places)
        return Statement(whose, self.name(whose), plan, tuple(found))

    def _terms(self, whose: Whose, plan: Versions) -> Iterator[Term]:
        """Periods from the first in which the rep is there or sells, to that of as-of."""
        shop, who = whose
        service = self._rep((shop, who)).service if who else Service()
        sold = self._sold_first(whose)
        start = floor(datetime.combine(self._begins(sold, service), time()), plan.period)
        while start < self.as_of:
            end = step(start, plan.period, 1)
            first, after = start.date(), end.date()
            quota = self.quotas.of_rep((shop, who), first, after) if who else None
            yield Term(
                name_of(start, plan.period), first, after, end <= self.as_of,
                quota.ramped if quota else None, _there(service, sold, first, after),
                plan.on(first),
            )  # fmt: skip
            start = end

    def _sold_first(self, whose: Whose) -> date | None:
        sales = self.credits.of.get(whose, Credited()).sales
        return min((sale.day for sale in sales), default=None)

    def _begins(self, sold: date | None, service: Service) -> date:
        first = self.first or self.as_of.date()
        begins = max(service.start or first, first)
        return min(sold or begins, begins)

    def only(self, rep: str) -> list[Statement]:
        """That of one rep, by name or id.

        Raises:
            UsageError: nobody is named so.
        """
        word = _bare(rep)
        found = [
            one for one in self.statements if word in (_bare(one.name), _bare(one.whose[1] or ""))
        ]
        if not found:
            raise UsageError(f"--rep {rep!r}: {meant(rep, [s.name for s in self.statements])}")
        return found


def _there(service: Service, sold: date | None, first: date, after: date) -> Decimal:
    """The share of the days of [first, after); where no start is stated none before they sold."""
    if service.start is None and sold and after <= sold:
        return ZERO
    begins, ends = service.there(first, after)
    return Decimal((ends - begins).days) / (after - first).days


def _bare(word: str) -> str:
    """As deals and reps are joined: names that differ only in case and spaces are one."""
    return "".join(word.split()).lower()
