"""When ways of demand run out, on ways that can be written down."""

from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from salesops.models.forecast.engine import forecast
from salesops.models.forecast.panel import Freq, Panel
from salesops.models.forecast.stockout import EARLY, LATE, MIDDLE, RunsOut, runs_out, ways

MONDAY = date(2026, 1, 5)
H = 28
NONE = np.zeros(H)


def at(place, units):
    """Deliveries: so many units, in one period."""
    found = np.zeros(H)
    found[place] = units
    return found


def places(demand, stock, deliveries=NONE):
    """The places that all ways run out in, each once."""
    return sorted(set(runs_out(demand, stock, deliveries).first.tolist()))


def missed(shocks, yhat, shut=None):
    """As much of an outlook as its ways are made of."""
    shocks, yhat = np.array([shocks], dtype=float), np.array([yhat], dtype=float)
    closed = np.zeros(yhat.shape, dtype=bool) if shut is None else np.array([shut])
    return SimpleNamespace(shocks=shocks, yhat=yhat, panel=SimpleNamespace(closed=closed))


@pytest.fixture(scope="module")
def constant():
    """The ways of what sold one a day for half a year."""
    return ways(forecast(Panel(("A",), MONDAY, Freq.DAY, np.ones((1, 182)), H)), 0)


def test_one_a_day_of_five_is_out_on_the_sixth_day(constant):
    assert constant.shape == (400, H)
    assert places(constant, 5) == [5]
    assert places(constant, 1) == [1]


def test_what_comes_in_a_day_is_there_for_its_sales(constant):
    """Ten more on the sixth day last to the fifteenth; on the seventh they come too late."""
    assert places(constant, 5, at(5, 10)) == [15]
    assert places(constant, 5, at(6, 10)) == [5]
    assert places(constant, 5, at(0, 1) + at(5, 1)) == [7]


def test_nothing_there_is_out_at_once(constant):
    assert places(constant, 0) == places(constant, -3) == [0]
    assert places(constant, 0, at(0, 50)) == [0]
    assert places(np.zeros((4, H)), 0) == [0]  # also of what nobody wants


def test_past_the_last_period_nothing_is_told(constant):
    lasts = runs_out(constant, H, NONE)
    assert [lasts.by(share) for share in (EARLY, MIDDLE, LATE)] == [None] * 3
    assert (lasts.before(0), lasts.before(H)) == (0.0, 0.0)
    assert places(constant, H - 1) == [H - 1]


def test_closed_days_ask_for_nothing():
    """Monday to Saturday one a day: seven last to the second Monday, the eighth day."""
    y = np.ones((1, 26 * 7))
    y[:, 6::7] = np.nan
    shut = (np.arange(26 * 7 + H) % 7) == 6
    demand = ways(forecast(Panel(("A",), MONDAY, Freq.DAY, y, H, shut)), 0)
    assert (demand[:, 6::7] == 0).all()
    assert places(demand, 6) == [7]
    assert places(demand, 7) == [8]


def test_each_level_comes_with_each_shape():
    """3 and 1 more than forecast, and as much less: levels of 2 and -2, shapes of 1, -1 and back.

    Of forty and forty those are 43, 41; 41, 43; 39, 37; 37, 39.
    """
    found = ways(missed([[3, 1], [-3, -1]], [40, 40]), 0)
    assert sorted(map(tuple, found.tolist())) == [(37, 39), (39, 37), (41, 43), (43, 41)]


def test_few_paths_are_drawn_wider_and_crossed_ones_less_so():
    """Three paths that stand for six are 1 + 3/3 too wide; nine ways want but 1 + 6/9: 12 is 10."""
    found = ways(missed([[12], [12], [0], [0], [-12], [-12]], [40]), 0)
    assert sorted(set(found.round(9).ravel().tolist())) == [30, 40, 50]


def test_levels_are_of_open_days():
    """Two more on each open day are a level of two, and no shape."""
    found = ways(missed([[2, 0, 2], [-2, 0, -2]], [5, 0, 5], [False, True, False]), 0)
    assert sorted(map(tuple, found.tolist())) == [(3, 0, 3), (3, 0, 3), (7, 0, 7), (7, 0, 7)]


def test_days_below_nothing_are_not_cut_off():
    """One in four days sells four: one a day, of which six last six days, a day more or less.

    Cut off at nothing, each day of no sale would ask for what the others did not bring.
    """
    one = np.tile([3.0, -1, -1, -1], 7)
    found = ways(missed([np.roll(one, n) for n in range(4)], np.ones(H)), 0)
    assert found.sum(axis=1) == pytest.approx(H)
    assert places(found, 6) == [4, 5, 6, 7]


def test_dates_are_those_of_ways():
    """Of ten, the first, the fifth and the ninth; a tenth that lasts has no date."""
    ten = RunsOut(np.array([2, 3, 3, 4, 5, 6, 6, 7, 9, H]), H)
    assert [ten.by(share) for share in (EARLY, MIDDLE, LATE)] == [2, 5, 9]
    assert ten.by(1.0) is None
    assert [ten.before(day) for day in (2, 3, 4, H)] == [0.0, 0.1, 0.3, 0.9]
    assert RunsOut(np.array([4]), H).by(EARLY) == 4


def test_more_is_never_out_earlier():
    """More stock, and the same deliveries or more of them."""
    random = np.random.default_rng(3)
    for _ in range(50):
        demand = random.gamma(0.5, 2.0, (30, H)) - 0.2
        brought = random.poisson(0.5, H).astype(float)
        firsts = [runs_out(demand, stock, brought).first for stock in range(12)]
        assert (np.diff(firsts, axis=0) >= 0).all()
        more = runs_out(demand, 4, brought + at(random.integers(H), 3)).first
        assert (more >= runs_out(demand, 4, brought).first).all()


def test_as_many_are_out_by_each_date_as_it_says():
    """200 slow sellers of known pace, stock of ten days, and what came then.

    Of a hundred about 10, 50 and 90 are out by the dates; on the day itself some are, so fewer are
    before it. 4 in a hundred are chance. With days cut off at nothing only 82 were by the last.
    """
    random, skus = np.random.default_rng(2), 200
    pace = np.exp(random.uniform(np.log(0.2), np.log(1.5), skus))
    y = random.poisson(pace[:, None], (skus, 400)).astype(float)
    outlook = forecast(Panel(tuple(map(str, range(skus))), MONDAY, Freq.DAY, y[:, :-H], H))
    for share in (EARLY, MIDDLE, LATE):
        before = by = 0
        for n, stock in enumerate(np.maximum((10 * pace).round(), 1)):
            said = runs_out(ways(outlook, n), stock, NONE).by(share)
            came = runs_out(y[n : n + 1, -H:], stock, NONE).first[0]
            before += came < (H if said is None else said)
            by += came <= (H if said is None else said)
        assert before / skus <= share + 0.04
        assert by / skus >= share - 0.04


def test_a_series_is_told_from_itself():
    """With others beside it or alone, its dates are the same."""
    random = np.random.default_rng(5)
    y = random.poisson(2.0, (3, 200)).astype(float)
    three = forecast(Panel(("A", "B", "C"), MONDAY, Freq.DAY, y, H))
    alone = forecast(Panel(("B",), MONDAY, Freq.DAY, y[1:2], H))
    for stock in range(40):
        beside = runs_out(ways(three, 1), stock, NONE).first
        assert (beside == runs_out(ways(alone, 0), stock, NONE).first).all()


def test_half_a_unit_over_is_not_one_more():
    """Half a unit a day of two: on the fifth day 2.5 were wanted, which are no three yet."""
    assert places(np.full((1, H), 0.5), 2) == [5]
    assert places(np.full((1, H), 0.5 + 1e-12), 2) == [5]
    assert places(np.full((1, H), 0.51), 2) == [4]
