"""The fewest moves, against every assignment there is."""

from itertools import product
from math import sqrt
from random import Random

import pytest

from salesops.models.assignment import Problem, State, Unit
from salesops.models.balance import gini, imbalance, overload, overload_at, peak
from salesops.models.reassign import bound, descend, solve

NOBODY = (None, None)


def problem(loads, level=0.1, reps=2, most=None, heaviest=None, fair=None):
    """One account a unit: its load and who has it; all may go to all."""
    units = tuple(Unit((load,), (holder,), tuple(range(reps))) for load, holder in loads)
    each = sum(load for load, _ in loads) / reps
    none = (None,) * reps
    return Problem(units, fair or (each,) * reps, level, most or none, heaviest or none)


def test_measures_by_hand():
    """Loads of 10, 20 and 30 about a mean of 20: deviations of 0.5, 0 and 0.5."""
    loads, fair = (10, 20, 30), (20.0, 20.0, 20.0)
    assert imbalance(loads, fair) == pytest.approx(sqrt(0.5 / 3))
    assert peak(loads, fair) == 1.5
    assert gini(loads) == pytest.approx(2 / 9)  # mean difference 80 / 9, by twice the mean
    assert overload(loads, fair) == 10
    assert overload_at(imbalance(loads, fair), fair) >= 10


def test_one_move_where_one_is_enough():
    """60 and 20 of 80: moving 20 makes both 40; moving the 10 twice is no better."""
    found = solve(problem([(30, 0), (20, 0), (10, 0), (20, 1)], level=0.05))
    assert (found.targets, found.moves, found.imbalance) == ((0, 1, 0, 1), 1, 0.0)
    assert found.proven


def test_nothing_moves_where_the_level_is_kept():
    found = solve(problem([(30, 0), (28, 1)], level=0.1))
    assert (found.moves, found.proven) == (0, True)


def test_who_is_gone_hands_over_and_no_more():
    found = solve(problem([(30, 0), (30, 1), (10, None), (10, None)], level=0.05))
    assert (found.moves, found.imbalance, found.least) == (2, 0.0, 2)
    assert set(found.targets[2:]) == {0, 1}


def test_what_cannot_be_reached_is_proven():
    found = solve(problem([(100, 0), (10, 1)], level=0.1))
    assert (found.reached, found.impossible) == (False, True)


def test_capacity_is_held():
    units = [(1, 0)] * 6 + [(6, 1)]
    found = solve(problem(units, level=0.01, most=(4, 4)))
    assert found.impossible  # two of the six must go, and then it is 4 against 8
    assert solve(problem(units, level=0.4, most=(4, 4))).moves == 2


def brute(one: Problem):
    """The fewest moves of every assignment that holds; None where none does."""
    best = None
    for targets in product(*(unit.targets for unit in one.units)):
        state = State(one)
        for number, target in enumerate(targets):
            state.put(number, target)
        if state.done:
            best = min(state.cost, best if best is not None else state.cost)
    return best


def dealt(dice: Random) -> Problem:
    """A small case: groups, locks, people who have left, and what each may hold."""
    reps = dice.randint(2, 3)
    units = []
    for _ in range(dice.randint(2, 6)):
        size = 1 + (dice.random() < 0.2)
        holders = tuple(dice.choice([*range(reps), None]) for _ in range(size))
        if dice.random() < 0.6:
            holders = (dice.randrange(reps),) * size
        targets = tuple(sorted(dice.sample(range(reps), dice.randint(1, reps))))
        units.append(Unit(tuple(dice.randint(0, 40) for _ in range(size)), holders, targets))
    total = sum(unit.load for unit in units)
    shares = [dice.choice([1, 1, 2]) for _ in range(reps)]
    fair = tuple(max(total, 1) * share / sum(shares) for share in shares)
    most = tuple(dice.choice([None, None, 3, 5]) for _ in range(reps))
    heaviest = tuple(dice.choice([None, None, total // 2, total]) for _ in range(reps))
    return Problem(tuple(units), fair, dice.choice([0.05, 0.2, 0.5]), most, heaviest)


@pytest.mark.parametrize(
    "seed", [*range(4), *(pytest.param(n, marks=pytest.mark.slow) for n in range(4, 30))]
)
def test_no_assignment_has_fewer_moves(seed):
    dice = Random(seed)
    for _ in range(25):
        one = dealt(dice)
        found, least = solve(one), brute(one)
        assert found.reached == (least is not None), one
        if least is None:
            assert found.impossible
            continue
        assert (found.moves, found.proven) == (least, True), one
        assert bound(one) <= least


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(n, marks=pytest.mark.slow) for n in range(2, 12))]
)
def test_moves_never_worsen_and_constraints_hold(seed):
    """Of a larger team; the heuristic alone too."""
    dice = Random(seed)
    loads = [(int(dice.lognormvariate(8, 1)), int(5 * dice.random() ** 2)) for _ in range(60)]
    one = problem(loads, level=0.1, reps=5, most=(20,) * 5)
    before = State(one)
    for found in (solve(one, nodes=2_000), solve(one, nodes=0)):
        assert found.imbalance <= before.imbalance or before.over
        assert found.reached
        assert not found.over
        assert found.least <= found.moves
        counts = [found.targets.count(rep) for rep in range(5)]
        assert max(counts) <= 20
    assert descend(one).cost >= bound(one)


def test_the_answer_is_the_same_each_time():
    dice = Random(5)
    one = problem([(dice.randint(1, 99), dice.randrange(4)) for _ in range(40)], reps=4)
    assert solve(one, nodes=500) == solve(one, nodes=500)
