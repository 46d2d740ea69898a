"""Parts that are moved until they sum to their wholes."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from salesops.models.forecast.engine import forecast
from salesops.models.forecast.panel import Freq, Panel
from salesops.models.forecast.reconcile import Kin, added_up


def outlook(yhat, width, **more):
    """A forecast that says so much, give or take."""
    yhat, width = np.array(yhat, dtype=float), np.array(width, dtype=float)
    rows, horizon = yhat.shape
    ids = tuple(f"s{n}" for n in range(rows))
    y = np.ones((rows, 3))
    y[:, 0] = -1 if "floor" in more and more["floor"] is None else 1
    panel = Panel(ids, date(2024, 1, 1), Freq.DAY, y, horizon, **more)
    low = np.maximum(yhat - width, panel.least)
    return replace(forecast(panel), yhat=yhat, bounds={0.8: (low, yhat + width)})


def test_a_part_takes_of_the_difference_as_it_is_unsure():
    """30 are lacking; the second is three times as unsure as the first."""
    found = added_up(outlook([[10], [20]], [[1], [3]]), outlook([[60]], [[1]]))
    np.testing.assert_allclose(found.yhat, [[17.5], [42.5]])
    low, high = found.within(0.8)
    np.testing.assert_allclose((low, high), ([[16.5], [39.5]], [[18.5], [45.5]]))


def test_what_a_part_at_its_floor_cannot_take_the_others_do():
    """12 too many: 6 each, but one has 2 only."""
    found = added_up(outlook([[2], [20]], [[5], [5]]), outlook([[10]], [[1]]))
    np.testing.assert_allclose(found.yhat, [[0], [10]], atol=1e-9)


def test_each_whole_is_the_sum_of_its_own_parts():
    kin = Kin(np.array([0, 1, 2]), np.array([0, 1, 0]), np.ones(3))
    parts = outlook([[1, 2], [5, 5], [3, 2]], np.ones((3, 2)))
    found = added_up(parts, outlook([[8, 2], [5, 4]], np.ones((2, 2))), kin)
    np.testing.assert_allclose(found.yhat, [[3, 1], [5, 4], [5, 1]])


def test_a_part_of_two_wholes_is_in_each_with_its_share():
    """The second part, 8, is of both by halves: 2 + 4 and 4 + 6 are 6 and 10, as they are to be."""
    kin = Kin(np.array([0, 1, 1, 2]), np.array([0, 0, 1, 1]), np.array([1, 0.5, 0.5, 1]))
    parts, wholes = outlook([[2], [8], [6]], np.ones((3, 1))), outlook([[6], [10]], np.ones((2, 1)))
    assert not kin.single
    assert kin.home().tolist() == [0, 0, 1]
    np.testing.assert_allclose(added_up(parts, wholes, kin).yhat, parts.yhat)
    more = added_up(parts, outlook([[9], [10]], np.ones((2, 1))), kin)
    np.testing.assert_allclose(more.yhat, [[4], [9], [6]])


@pytest.mark.parametrize("share", [0.0, 0.001, 0.4, 3.0])
def test_thousands_of_parts_sum_whatever_the_whole_is(share):
    """To twelve digits, of parts between a hundredth and ten thousand, a third of them certain."""
    random = np.random.default_rng(1)
    yhat = np.exp(random.normal(0, 3, (3000, 5)))
    width = np.exp(random.normal(0, 3, (3000, 5))) * (random.random((3000, 1)) > 1 / 3)
    of = random.integers(0, 20, 3000)
    sums = np.stack([yhat[of == n].sum(axis=0) for n in range(20)]) * share
    found = added_up(
        outlook(yhat, width),
        outlook(sums, np.ones((20, 5))),
        Kin(np.arange(3000), of, np.ones(3000)),
    )
    ours = np.stack([found.yhat[of == n].sum(axis=0) for n in range(20)])
    np.testing.assert_allclose(ours, sums, rtol=1e-11, atol=1e-9)
    assert (found.yhat >= 0).all()


@pytest.mark.parametrize("floor", [0.0, None])
def test_an_interval_that_holds_nothing_sold_holds_it_still(floor):
    """Six are lacking, four of them of the one that may sell none; it has come back too."""
    parts = outlook([[1], [10]], [[2], [1]] if floor is None else [[1], [0.5]], floor=floor)
    found = added_up(parts, outlook([[17]], [[1]], floor=floor))
    np.testing.assert_allclose(found.yhat, [[5], [12]])
    low, _ = found.within(0.8)
    np.testing.assert_allclose(low, [[0], [11 if floor is None else 11.5]])


def test_nothing_is_put_on_a_shut_day():
    shut = np.array([False] * 4 + [True])
    parts = outlook([[5, 0], [5, 0]], [[1, 0], [1, 0]], shut=shut)
    found = added_up(parts, outlook([[12, 0]], [[1, 0]], shut=shut))
    assert found.yhat.tolist() == [[6, 0], [6, 0]]


def test_money_may_go_below_nothing():
    found = added_up(
        outlook([[2], [1]], [[1], [1]], floor=None), outlook([[-1]], [[1]], floor=None)
    )
    np.testing.assert_allclose(found.yhat, [[0], [-1]])
