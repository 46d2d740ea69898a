"""The exact search behind reassign: every set of so many moves, but for those that cannot do."""

from itertools import accumulate

from salesops.models.assignment import CLOSE, Problem, State
from salesops.models.balance import overload, overload_at

DEEP = 300
"""Units that may not stay: with more of them the search would go deeper than Python does."""


class Search:
    """Looks through all assignments of a number of moves, within a budget of states."""

    def __init__(self, problem: Problem, nodes: int) -> None:
        self.problem = problem
        self.left = nodes
        """States that may still be looked at."""
        self.best: tuple[float, tuple[int | None, ...]] | None = None
        """The imbalance and the targets of the best that was found."""
        self._state = State(problem)
        units = problem.units
        movable = [n for n, unit in enumerate(units) if len(unit.targets) > 1 or unit.stays is None]
        self._order = sorted(
            movable, key=lambda n: (units[n].stays is not None, -units[n].density, n)
        )
        """Those that may not stay come first; then who carries most by a move."""
        self._loose = sum(units[n].stays is None for n in movable)
        if self._loose > DEEP:
            self.left = 0
        after = [0]
        for n in reversed(self._order[: self._loose]):
            after.append(after[-1] + min(units[n].costs.values()))
        self._forced = list(reversed(after))
        """The least moves that what may not stay takes, from each place on."""
        pieces = [units[n].density for n in self._order for _ in units[n].loads]
        self._starts = list(accumulate((len(units[n].loads) for n in self._order), initial=0))
        self._carried = [0, *accumulate(pieces)]
        self._allowed = overload_at(problem.level, problem.fair) + CLOSE * (sum(problem.fair) or 1)

    def run(self, moves: int) -> bool:
        """Look through those of exactly so many moves; False where the budget ended before."""
        self._go(0, moves)
        return self.left > 0

    def as_state(self) -> State:
        """The best that was found."""
        assert self.best is not None  # noqa: S101 - asked only then
        state = State(self.problem)
        for number, target in enumerate(self.best[1]):
            state.put(number, target)
        return state

    def _go(self, place: int, moves: int) -> None:
        """All choices from a place on: what may not stay goes somewhere, of the others so many."""
        self.left -= 1
        if self.left <= 0:
            return
        if place < self._loose:
            if self._hopeful(place, moves):
                self._try(place, moves)
        elif not moves:
            self._keep()
        else:
            for later in range(place, len(self._order)):
                if self.left <= 0 or not self._hopeful(later, moves):  # those after carry less
                    return
                self._try(later, moves)

    def _try(self, place: int, moves: int) -> None:
        number = self._order[place]
        home = self._state.chosen[number]
        for target, cost in self.problem.units[number].costs.items():
            if cost and cost <= moves:
                self._state.put(number, target)
                self._go(place + 1, moves - cost)
        self._state.put(number, home)

    def _hopeful(self, place: int, moves: int) -> bool:
        """Whether so many moves can still carry what lies above the shares."""
        if place < self._loose:
            return self._forced[place] <= moves
        start = self._starts[place]
        last = min(start + moves, len(self._carried) - 1)
        reach = self._carried[last] - self._carried[start]
        return overload(self._state.loads, self.problem.fair) - reach <= self._allowed

    def _keep(self) -> None:
        state = self._state
        if state.done and (self.best is None or state.imbalance < self.best[0] - CLOSE):
            self.best = (state.imbalance, tuple(state.chosen))
