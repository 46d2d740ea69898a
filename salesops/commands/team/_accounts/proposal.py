"""The reassignment that is proposed: the fewest moves that bring the imbalance under the level."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from salesops.commands.team._accounts.measures import Measure
from salesops.commands.team._accounts.people import Rep, Team
from salesops.commands.team._accounts.refusals import impossible, refuse_capacity
from salesops.commands.team._accounts.rows import Account
from salesops.commands.team._accounts.rules import Rules
from salesops.commands.team._accounts.units import Fitting
from salesops.errors import UsageError
from salesops.models.assignment import Problem, Unit
from salesops.models.balance import imbalance
from salesops.models.reassign import Solution, solve


@dataclass(frozen=True)
class Move:
    """An account that is to change hands."""

    account: Account
    origin: Rep | None
    """None: nobody has it."""
    target: Rep
    load: int
    after: float
    """The imbalance after this move and those before it."""


@dataclass(frozen=True)
class Proposal:
    """The team's accounts, and who is to have each."""

    accounts: Sequence[Account]
    team: Team
    rules: Rules
    measure: Measure
    level: float
    shares: Sequence[Decimal]
    """What each of the team is to carry against the others."""
    asked: bool
    """The level is somebody's own, not the default."""

    @cached_property
    def places(self) -> dict[tuple[str, str | None], int]:
        """The place of each of the team."""
        return {rep.key: place for place, rep in enumerate(self.team.there)}

    @cached_property
    def load_of(self) -> list[int]:
        """Of each account, in whole steps of the measure."""
        return [self.measure.steps(one) for one in self.accounts]

    @cached_property
    def fair(self) -> list[float]:
        """The fair share of each: all load, by the shares."""
        whole, shares = sum(self.load_of), sum(self.shares)
        return [float(whole * share / shares) for share in self.shares]

    @cached_property
    def loads(self) -> list[int]:
        """Of each of the team now."""
        found = [0] * len(self.team.there)
        for one, load in zip(self.accounts, self.load_of, strict=True):
            place = self.places.get(one.holder)
            if place is not None:
                found[place] += load
        return found

    @property
    def now(self) -> float:
        """The imbalance as it is."""
        return imbalance(self.loads, self.fair)

    @cached_property
    def _fitting(self) -> Fitting:
        return Fitting(self.accounts, self.team, self.rules)

    @cached_property
    def problem(self) -> Problem:
        """What is solved.

        Raises:
            UsageError: a rule cannot hold; it says which, with figures.
        """
        fitting = self._fitting
        units = [self._unit(group) for group in fitting.groups]
        own, rules = fitting.own, self.rules
        places = range(len(self.team.there))
        most = [own[n].max_accounts if n in own else None for n in places]
        heaviest = [own[n].max_load if n in own else None for n in places]
        return Problem(
            units,
            self.fair,
            self.level,
            [rules.max_accounts if one is None else one for one in most],
            [self.measure.scaled(rules.max_load if one is None else one) for one in heaviest],
        )

    def _unit(self, group: Sequence[int]) -> Unit:
        return Unit(
            tuple(self.load_of[n] for n in group),
            tuple(self.places.get(self.accounts[n].holder) for n in group),
            self._fitting.targets(group),
        )

    def unit_of(self, one: Account) -> Unit:
        """What moves together with an account."""
        return self._units[one.shop, one.account]

    @cached_property
    def _units(self) -> dict[tuple[str, str], Unit]:
        return {
            (self.accounts[n].shop, self.accounts[n].account): unit
            for unit, group in zip(self.problem.units, self._fitting.groups, strict=True)
            for n in group
        }

    @cached_property
    def solution(self) -> Solution:
        """Who is to have what.

        Raises:
            UsageError: the rules cannot hold together.
        """
        problem = self.problem
        refuse_capacity(problem, self.team, self.measure)
        found = solve(problem)
        if found.impossible and (found.over or self.asked):
            raise UsageError(impossible(problem, found))
        return found

    @cached_property
    def moves(self) -> list[Move]:
        """Each account that changes hands: first what may not stay, then the largest."""
        if self.solution.over:
            return []
        steps = []
        for unit, group, place in zip(
            self.problem.units, self._fitting.groups, self.solution.targets, strict=True
        ):
            if place is not None:
                steps += [(unit.stays is not None, n, place) for n in group if self._goes(n, place)]
        steps.sort(key=lambda step: (step[0], -self.load_of[step[1]], step[1]))
        loads, found = list(self.loads), []
        for _, number, place in steps:
            one = self.accounts[number]
            origin = self.places.get(one.holder)
            loads[place] += self.load_of[number]
            if origin is not None:
                loads[origin] -= self.load_of[number]
            after = imbalance(loads, self.fair)
            found.append(
                Move(one, self.who(one), self.team.there[place], self.load_of[number], after)
            )
        return found

    def who(self, one: Account) -> Rep | None:
        """Who has an account, also where they have left."""
        every = (*self.team.there, *self.team.left)
        return next((rep for rep in every if rep.key == one.holder), None)

    def _goes(self, number: int, place: int) -> bool:
        return self.places.get(self.accounts[number].holder) != place

    @cached_property
    def after(self) -> list[tuple[int, int]]:
        """Accounts and load of each of the team after the moves."""
        target = {
            (m.account.shop, m.account.account): self.places[m.target.key] for m in self.moves
        }
        found = [(0, 0)] * len(self.team.there)
        for one, load in zip(self.accounts, self.load_of, strict=True):
            place = target.get((one.shop, one.account), self.places.get(one.holder))
            if place is not None:
                found[place] = found[place][0] + 1, found[place][1] + load
        return found
