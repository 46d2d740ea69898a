"""The fewest moves that bring loads under a level of imbalance, under constraints.

A heuristic first: again and again the one change that helps most, then each is taken back that is
not needed. Then an exact search by the number of moves, from a lower bound up, as far as a budget
of nodes goes: where it ends, the number is proven, or known not to lie under the bound.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from salesops.models.assignment import CLOSE, Problem, State
from salesops.models.balance import overload, overload_at
from salesops.models.reassign_search import Search

NODES = 60_000
"""States that the exact search looks at: about half a second."""
WIDE = 30
"""Units that each step of the heuristic looks at, where a rep has more: those of the best size."""


@dataclass(frozen=True)
class Solution:
    """Who is to have each unit, how good that is, and what is proven of it."""

    targets: tuple[int | None, ...]
    moves: int
    imbalance: float
    reached: bool
    least: int
    """No solution has fewer moves."""
    impossible: bool = False
    """Proven: no assignment at all holds every constraint and the level."""
    over: bool = False
    """What was found leaves somebody with more than they may hold."""

    @property
    def proven(self) -> bool:
        """Whether no other has fewer moves."""
        return self.reached and self.moves == self.least


def solve(problem: Problem, nodes: int = NODES) -> Solution:
    """The assignment with the fewest moves: exact as far as the budget of nodes goes."""
    state = descend(problem)
    least = bound(problem)
    if max(floors(problem)) > problem.level + CLOSE:
        return _solution(state, least, impossible=True)
    if state.done and state.cost <= least:
        return _solution(state, state.cost)
    search = Search(problem, nodes)
    limit = state.cost - 1 if state.done else sum(max(u.costs.values()) for u in problem.units)
    moves = least
    while moves <= limit and search.run(moves):
        if search.best is not None:
            return _solution(search.as_state(), moves)
        moves += 1
    if search.best is not None:  # found at the last number, where the budget ended
        return _solution(search.as_state(), moves)
    exhausted = moves > limit
    return _solution(state, moves, impossible=exhausted and not state.done)


def _solution(state: State, least: int, *, impossible: bool = False) -> Solution:
    return Solution(
        tuple(state.chosen), state.cost, state.imbalance, state.done, least, impossible,
        bool(state.over),
    )  # fmt: skip


def bound(problem: Problem) -> int:
    """Moves that any solution takes: of what may not stay, and of the load above the shares.

    What may not stay adds load wherever it comes to, so both are needed.
    """
    forced = sum(min(unit.costs.values()) for unit in problem.units if unit.stays is None)
    staying = [unit for unit in problem.units if unit.stays is not None]
    carried = sorted((load for unit in staying for load in unit.loads), reverse=True)
    state = State(problem)
    above = overload(state.loads, problem.fair) - overload_at(problem.level, problem.fair)
    needed = 0
    while above > CLOSE * sum(problem.fair) and needed < len(carried):
        above -= carried[needed]
        needed += 1
    return forced + needed


def floors(problem: Problem) -> tuple[float, float]:
    """The imbalance that no assignment comes under: by who may have what, and by the largest unit.

    Reps whom no unit can pass between are apart: what each part holds together is settled.
    """
    reps = range(len(problem.fair))
    part = list(reps)
    for targets in {unit.targets for unit in problem.units}:
        joined = {part[rep] for rep in targets}
        part = [min(joined) if one in joined else one for one in part]
    above: dict[int, float] = defaultdict(float)
    squares: dict[int, float] = defaultdict(float)
    for rep in reps:
        above[part[rep]] -= problem.fair[rep]
        squares[part[rep]] += problem.fair[rep] ** 2
    most = 0.0
    for unit in problem.units:
        above[part[unit.targets[0]]] += unit.load
        share = max(problem.fair[rep] for rep in unit.targets)
        most = max(most, unit.load / share - 1 if share else 0.0)
    apart = sum(above[one] ** 2 / squares[one] for one in above if squares[one])
    return sqrt(apart / len(part)), most / sqrt(len(part))


def descend(problem: Problem) -> State:
    """The heuristic: homes for what has none, then the change that helps most, again and again."""
    state = State(problem)
    loose = [n for n, target in enumerate(state.chosen) if target is None]
    for number in sorted(loose, key=lambda n: (-problem.units[n].load, n)):
        _best(state, [number])
    held = _Held(state)
    while not state.holds and any(_relieve(state, held, rep) for rep in held.strained()):
        pass
    _take_back(state)
    return state


class _Held:
    """The units that each rep could give away, by load."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.of: list[list[tuple[int, int]]] = [[] for _ in state.loads]
        for number, unit in enumerate(state.problem.units):
            rep = state.chosen[number]
            if rep is not None and len(unit.targets) > 1:
                self.of[rep].append((unit.load, number))
        for held in self.of:
            held.sort()

    def strained(self) -> list[int]:
        """The reps, who has most too much first."""
        return sorted(range(len(self.of)), key=self.state.strain, reverse=True)

    def near(self, rep: int) -> list[int]:
        """Units of a rep about as large as what would level them with who has least."""
        held, state = self.of[rep], self.state
        if len(held) <= WIDE:
            return [number for _, number in reversed(held)]
        fair = state.problem.fair
        gap = max(load / part for load, part in zip(state.loads, fair, strict=True))
        gap -= min(load / part for load, part in zip(state.loads, fair, strict=True))
        place = bisect_left(held, (int(gap * fair[rep] / 2), 0))
        first = max(min(place - WIDE // 2, len(held) - WIDE), 0)
        return [number for _, number in reversed(held[first : first + WIDE])]


def _relieve(state: State, held: _Held, rep: int) -> bool:
    """Make the change of a unit of a rep that helps most; False where none does."""
    number = _best(state, held.near(rep))
    if number is None:
        return False
    one = (state.problem.units[number].load, number)
    del held.of[rep][bisect_left(held.of[rep], one)]
    insort(held.of[state.chosen[number] or 0], one)
    return True


def _best(state: State, numbers: Sequence[int]) -> int | None:
    """Make the change of these units that helps most; the unit, or None where none helps."""
    homeless = any(state.chosen[number] is None for number in numbers)
    nothing = (float("inf"), 0.0)
    best = nothing if homeless else (state.over, state.imbalance - CLOSE)
    found: tuple[int, int] | None = None
    for number in numbers:
        old = state.chosen[number]
        for target in state.problem.units[number].targets:
            if target != old:
                state.put(number, target)
                if (there := (state.over, state.imbalance)) < best:
                    best, found = there, (number, target)
        state.put(number, old)
    if found is None:
        return None
    state.put(*found)
    return found[0]


def _take_back(state: State) -> None:
    """Undo each change without which the level is reached too, the smallest first."""
    if not state.done:
        return
    units = state.problem.units
    changed = [n for n, target in enumerate(state.chosen) if units[n].stays not in (None, target)]
    for number in sorted(changed, key=lambda n: (units[n].load, -n)):
        now = state.chosen[number]
        state.put(number, units[number].stays)
        if not state.holds:
            state.put(number, now)
