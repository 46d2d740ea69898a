"""Who holds what, whom it may go to, and how far that is from what is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

CLOSE = 1e-9


@dataclass(frozen=True)
class Unit:
    """What moves together: a load and a holder of each member, and whom it may go to."""

    loads: tuple[int, ...]
    holders: tuple[int | None, ...]
    """None is nobody, or somebody who is no longer there."""
    targets: tuple[int, ...]

    @cached_property
    def load(self) -> int:
        """Of all members."""
        return sum(self.loads)

    @cached_property
    def costs(self) -> dict[int, int]:
        """Moves that each target takes; 0 is to stay."""
        return {t: sum(holder != t for holder in self.holders) for t in self.targets}

    @cached_property
    def density(self) -> float:
        """The most load that one move of it can carry."""
        return max(self.loads, default=0)

    @property
    def stays(self) -> int | None:
        """Who holds it all and may keep it."""
        return next((t for t, cost in self.costs.items() if not cost), None)


@dataclass(frozen=True)
class Problem:
    """Units, the fair share of each rep, what each may hold, and the level to come under."""

    units: Sequence[Unit]
    fair: Sequence[float]
    level: float
    max_units: Sequence[int | None]
    """Members, as accounts are counted."""
    max_load: Sequence[int | None]


class State:
    """Who holds what, with what each rep's load and excess make, so that a change is cheap."""

    def __init__(self, problem: Problem) -> None:
        """Who may keep a unit has it; the others are nobody's yet."""
        reps = len(problem.fair)
        self.problem = problem
        self.loads, self.counts = [0] * reps, [0] * reps
        self.chosen: list[int | None] = [None] * len(problem.units)
        """The target of each unit; None as long as it has none of those it may have."""
        self._squares, self._excess = [0.0] * reps, [0.0] * reps
        for rep in range(reps):
            self._weigh(rep)
        for number, unit in enumerate(problem.units):
            if unit.stays is not None:
                self.put(number, unit.stays)

    def put(self, number: int, target: int | None) -> None:
        """Give a unit to somebody, or to nobody."""
        unit, old = self.problem.units[number], self.chosen[number]
        self.chosen[number] = target
        if old is not None:
            self.loads[old] -= unit.load
            self.counts[old] -= len(unit.loads)
            self._weigh(old)
        if target is not None:
            self.loads[target] += unit.load
            self.counts[target] += len(unit.loads)
            self._weigh(target)

    def _weigh(self, rep: int) -> None:
        problem = self.problem
        load, fair, found = self.loads[rep], problem.fair[rep], 0.0
        self._squares[rep] = (load / fair - 1) ** 2 if fair else 0.0
        most, heaviest = problem.max_units[rep], problem.max_load[rep]
        if most is not None:
            found += max(self.counts[rep] - most, 0)
        if heaviest is not None and load > heaviest:
            found += (load - heaviest) / (fair or 1) + CLOSE
        self._excess[rep] = found

    @property
    def over(self) -> float:
        """How far reps are over what they may hold: accounts, and load in fair shares."""
        return sum(self._excess)

    @property
    def imbalance(self) -> float:
        """As it is now; see balance.imbalance."""
        return sqrt(sum(self._squares) / len(self._squares))

    @property
    def cost(self) -> int:
        """Moves made."""
        units = self.problem.units
        return sum(units[n].costs[t] for n, t in enumerate(self.chosen) if t is not None)

    @property
    def placed(self) -> bool:
        """Whether every unit has a holder."""
        return None not in self.chosen

    @property
    def holds(self) -> bool:
        """Whether nobody has too much, and the level is reached."""
        return not self.over and self.imbalance <= self.problem.level + CLOSE

    @property
    def done(self) -> bool:
        """Both."""
        return self.holds and self.placed

    def strain(self, rep: int) -> tuple[float, float]:
        """How much a rep has too much: of what they may hold, then against the fair share."""
        return self._excess[rep], self.loads[rep] / (self.problem.fair[rep] or 1)
