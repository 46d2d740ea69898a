"""The arithmetic behind closings, held against slow and plain oracles."""

import random

import numpy as np
import pytest

from salesops.models.closing.clock import ALIKE, MARKS, NEVER, SPAN, Stays, clock
from salesops.models.closing.draws import drawn, within
from salesops.models.closing.honest import LEAST, at_entry, of_stages, scored
from salesops.models.closing.placed import Deals, When, placed

AT = 400


def some_stays(seed, deals=150):
    """Deals that go through three stages, one a row of plain Python."""
    luck = random.Random(seed)
    rows = []
    for deal in range(deals):
        day, stages = luck.randrange(0, AT), luck.randrange(1, 4)
        entries = []
        for stage in range(stages):
            gone = day + luck.randrange(0, 60)
            entries.append([stage, day, gone])
            day = gone
        fate = luck.choice([1, 1, 0, -1])
        closed = NEVER if fate < 0 or day >= AT else day
        for stage, entered, gone in entries:
            if entered < AT:
                left = NEVER if gone >= AT or (closed == NEVER and gone == day) else gone
                rows.append((stage, entered, left, closed, fate if closed < NEVER else -1, deal))
    return Stays(*(np.array(column, dtype=np.int64) for column in zip(*rows, strict=True)))


def slow_course(rows, mark, towards):
    """Of stays that lasted to the mark: weekly hazards, drawn towards others, by counting days."""
    hazards = []
    for week in range(SPAN // 7 + 1):
        days = range(7 * week, 7 * week + 7) if week < SPAN // 7 else range(SPAN, SPAN + 400)
        won = lost = risk = 0
        for entered, gone, closed, outcome in rows:
            if gone - entered < mark:
                continue
            took = closed - entered - mark
            for day in days:
                risk += took > day or (took == day and outcome >= 0)
            won += outcome == 1 and took in days
            lost += outcome == 0 and took in days
        base = towards[week] if towards else (won / risk, lost / risk) if risk else (0.0, 0.0)
        more = ALIKE * 7
        hazards.append(
            tuple((n + more * b) / (risk + more) for n, b in zip((won, lost), base, strict=True))
            if towards
            else base
        )
    return hazards


def test_hazards_are_what_counting_day_by_day_gives():
    """Of one stage at two marks, with all stages behind it: the chance to be won by each day."""
    stays = some_stays(1)
    known = stays.known(AT)
    found = clock(known, 3, 30)
    rows = list(
        zip(*(x.tolist() for x in (known.entered, known.gone, known.closed, known.outcome)),
            strict=True)
    )  # fmt: skip
    own = [row for row, code in zip(rows, known.code.tolist(), strict=True) if code == 1]
    pool = slow_course(rows, 0, None)
    for n, mark in enumerate(MARKS[:2]):
        pool = slow_course(rows, mark, pool) if n else pool
        hazards = slow_course(own, mark, pool)
        there, won, course = 1.0, 0.0, [0.0]
        for day in range(60):
            w, lost = hazards[day // 7]
            won, there = won + there * w, there * (1 - w - lost)
            course.append(won)
        assert found.course[1, n, :61] == pytest.approx(course)
        assert found.wins[1, n] == sum(o == 1 and g - e >= mark for e, g, _, o in own)


def test_nothing_that_came_later_is_known():
    """What closed, moved or began later changes nothing of what was known on a day."""
    stays = some_stays(2)
    before = stays.of(stays.entered < 200)
    cut = Stays(
        before.code,
        before.entered,
        np.where(before.gone < 200, before.gone, NEVER),
        np.where(before.closed < 200, before.closed, NEVER),
        np.where(before.closed < 200, before.outcome, -1),
        before.deal,
    )
    one, other = (clock(some.known(200), 3, 30) for some in (stays, cut))
    assert np.array_equal(one.course, other.course)
    assert np.array_equal(one.ever, other.ever)


@pytest.mark.parametrize("seed", range(4))
def test_chances_are_chances_and_sum_to_the_whole(seed):
    stays = some_stays(seed)
    clocks = clock(stays.known(AT), 3, 120), clock(stays.known(AT), 3, 120, (0,))
    luck = np.random.default_rng(seed)
    n = 200
    maybe = lambda values: np.where(luck.random(n) < 0.2, np.nan, values)  # noqa: E731
    deals = Deals(
        luck.integers(0, 3, n),
        maybe(luck.integers(0, 150, n)),
        maybe(luck.integers(0, 200, n)),
        maybe(luck.integers(-50, 200, n)),
        luck.random(n),
        luck.integers(0, 9, n).astype(float),
    )
    lives = clock(Stays(stays.code * 0, *list(vars(stays).values())[1:]).known(AT), 1, 120, (0,))
    found = placed(deals, clocks[0], lives, np.array([12, 43, 120]))
    assert ((found.ahead >= 0) & (found.ahead <= 1)).all()
    assert found.ahead.sum(axis=1) == pytest.approx(deals.chance)
    assert set(found.when.tolist()) <= {int(one) for one in When}


@pytest.mark.parametrize("each", [1000, 20, 0])
@pytest.mark.parametrize("seed", range(3))
def test_the_mean_of_the_draws_is_the_expectation(seed, each):
    """Within four standard errors, of number and value, drawn one by one or together."""
    luck = np.random.default_rng(seed)
    chances = luck.dirichlet((1, 1, 1, 2), 60)[:, :3]
    values = np.rint(luck.lognormal(10, 1, 60))
    found = drawn(chances, values, seed, 4000, each)
    for draws, worth in ((found.deals, np.ones(60)), (found.value, values)):
        error = draws.std(axis=0) / np.sqrt(len(draws))
        assert (abs(draws.mean(axis=0) - worth @ chances) < 4 * error).all()
        spread = np.sqrt(worth**2 @ (chances * (1 - chances)))
        assert draws.std(axis=0) == pytest.approx(spread, rel=0.05)
    again = drawn(chances, values, seed, 4000, each)
    assert np.array_equal(found.value, again.value)


def test_a_deal_is_won_once_in_a_draw():
    found = drawn(np.array([[0.4, 0.6]]), np.array([7.0]), 1, 500)
    assert (found.value.sum(axis=1) == 7).all()
    low, high = within(found.value)
    assert (low >= 0).all()
    assert (high <= 7).all()
    assert not drawn(np.zeros((0, 2)), np.zeros(0), 1, 5).value.any()


def test_the_chance_at_entry_knows_only_what_had_closed():
    """Deal by deal, in plain Python."""
    stays = some_stays(3)
    asked = stays.outcome >= 0
    found = at_entry(stays, asked)
    entries = list(zip(*(x.tolist() for x in vars(stays).values()), strict=True))
    for place, chance in zip(np.flatnonzero(asked), found, strict=True):
        code, day = int(stays.code[place]), int(stays.entered[place])
        over = {e[5]: e[4] for e in entries if e[3] < day and e[4] >= 0}
        there = {e[5]: e[4] for e in entries if e[3] < day and e[4] >= 0 and e[0] == code}
        if len(over) < LEAST:
            assert np.isnan(chance)
        else:
            rate = sum(over.values()) / len(over)
            assert chance == pytest.approx(
                (sum(there.values()) + ALIKE * rate) / (len(there) + ALIKE)
            )
    known, rate = of_stages(stays.known(200), 3)
    day = np.array([200])
    late = Stays(*(np.append(x, day) for x in vars(stays).values()))
    for code in range(3):
        late.code[-1] = code
        mine = np.zeros(late.code.size, dtype=bool)
        mine[-1] = True
        assert at_entry(late, mine)[0] == pytest.approx(known[code])
    assert 0 < rate < 1


def test_brier_by_hand():
    """Said 0.9 twice (won, lost), 0.1 (lost): (0.01 + 0.81 + 0.01) / 3, against 1/3 * 2/3."""
    found = scored(np.array([0.9, 0.9, 0.1]), np.array([1, 0, 0]), np.array([0, 1, 1]))
    assert found.brier == pytest.approx(0.83 / 3)
    assert found.always == pytest.approx(2 / 9)
    assert (found.n, found.deals, found.won) == (3, 2, 1)
    assert [(b.n, b.won) for b in found.bands] == [(1, 0), (2, 1)]
    assert scored(np.array([]), np.array([]), np.array([])) is None
