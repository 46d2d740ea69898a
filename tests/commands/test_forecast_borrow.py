"""New series: what they are told from, and the season that they borrow."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from salesops.models.forecast.borrow import Lent, lent, told
from salesops.models.forecast.engine import forecast
from salesops.models.forecast.panel import Freq, Panel
from salesops.models.forecast.reconcile import Kin
from salesops.models.forecast.young import steadied

WEEK = np.array([0.2, 0.4, 0.6, 1.0, 1.4, 2.4, 1.0])
FIRST = date(2024, 1, 1)
"""A Monday."""
DAYS, AHEAD = 140, 14


def noise(rows=1, days=DAYS, seed=3):
    return np.random.default_rng(seed).normal(1, 0.05, (rows, days))


def since(y, age):
    """Nothing known of it until so many periods ago."""
    y = np.array(y, dtype=float)
    y[..., : y.shape[-1] - age] = np.nan
    return y


def panel(y, freq=Freq.DAY, **more):
    return Panel(tuple(f"s{n}" for n in range(len(y))), FIRST, freq, np.array(y), AHEAD, **more)


def weekly(rows, age=DAYS, seed=3):
    """Series that sell 10 times the week, of which so many days are known."""
    return since(10 * np.resize(WEEK, DAYS) * noise(rows, seed=seed), age)


@pytest.fixture(scope="module")
def categories():
    """One that goes with WEEK, and one that knows no week."""
    return forecast(panel([weekly(1)[0] * 9, 80 * noise(seed=5)[0]]))


def kin(*of):
    return Kin(np.arange(len(of)), np.array(of), np.ones(len(of)))


def ask(y, above, *of, **more):
    """The outlook of series of those categories, the first of which is the total too."""
    parts = panel(y, **more)
    whole = forecast(replace(above.panel, ids=("total",), y=above.panel.y[:1]))
    return told(forecast, parts, lent(parts, whole, above, kin(*of)))


@pytest.mark.parametrize("age", [3, 6, 10, 13])
def test_a_new_series_goes_with_the_week_of_its_category(categories, age):
    """From three days on it is 10 x WEEK within a sixth; by itself it knew of no Saturday."""
    found = ask(weekly(1, age), categories, 0)
    expected = 10 * np.resize(WEEK, AHEAD)
    missed = np.abs(found.yhat[0] - expected).sum() / expected.sum()
    alone = np.abs(forecast(panel(weekly(1, age))).yhat[0] - expected).sum() / expected.sum()
    assert missed < 1 / 6
    assert missed < alone / 2
    low, high = found.within(0.8)
    assert (low <= found.yhat).all()
    assert (found.yhat < high).all()
    assert found.weak[0].endswith("less than two weeks, told with the week of s0")


def test_two_cycles_are_told_as_if_nothing_were_lent(categories):
    """And so are those beside a series that borrows."""
    y = np.concatenate([weekly(4), weekly(2, 14), weekly(1, 13)])
    found, alone = ask(y, categories, *[0] * 7), forecast(panel(y))
    for ours, theirs in ((found.yhat, alone.yhat), (found.shocks, alone.shocks)):
        assert np.array_equal(ours[:6], theirs[:6])
        assert not np.array_equal(ours[6], theirs[6])
    assert found.weak[:6] == alone.weak[:6]
    assert found.panel.y is not None
    np.testing.assert_array_equal(found.panel.y, y)


def test_another_new_series_beside_it_changes_nothing(categories):
    one = ask(weekly(1, 10), categories, 0)
    both = ask(np.concatenate([weekly(1, 10), weekly(1, 5, seed=9)]), categories, 0, 1)
    np.testing.assert_allclose(one.yhat[0], both.yhat[0], rtol=1e-9)


def test_what_a_series_has_seen_counts_more_than_what_it_might_borrow(categories):
    """Eleven days alike, a Saturday among them: its category's week is not its own."""
    flat = since(10 * noise(), 11)
    found = ask(flat, categories, 0).yhat[0]
    assert found.max() < 1.3 * found.min()


def test_scaling_a_new_series_scales_its_forecast(categories):
    one, other = (ask(times * weekly(1, 9), categories, 0) for times in (1, 40))
    np.testing.assert_allclose(40 * one.yhat, other.yhat, rtol=1e-7)
    np.testing.assert_allclose(40 * one.shocks, other.shocks, rtol=1e-7)


def test_who_lends():
    """A category of two cycles and ten sales; else the total, if it has them."""
    above = forecast(panel([weekly(1)[0], weekly(1, 13)[0], since(np.eye(1, DAYS)[0], DAYS)]))
    whole = forecast(replace(above.panel, ids=("total",), y=above.panel.y[:1]))
    parts = panel(weekly(3, 9))
    assert lent(parts, whole, above, kin(0, 1, 2)).names == ("s0", "the total", "the total")
    assert lent(parts, whole, None, None).names == ("the total",) * 3
    new = forecast(replace(above.panel, ids=("total",), y=above.panel.y[1:2]))
    assert not len(lent(parts, new, None, None).rows)


def test_who_borrows(categories):
    """Who is less than two weeks old, and where there is a week to borrow."""
    y = np.concatenate([weekly(1, age) for age in (1, 13, 14, 13)])
    y[3, -5:] = 0
    whole = forecast(panel(weekly(1)))
    assert lent(panel(y), whole, categories, kin(0, 0, 0, 1)).rows.tolist() == [0, 1]
    nothing = panel(np.full((1, DAYS), np.nan))
    assert not len(lent(nothing, whole, categories, kin(0)).rows)


@pytest.mark.parametrize(("age", "borrows"), [(7, False), (9, True), (23, True), (24, False)])
def test_a_year_is_borrowed_once_its_course_can_be_told(age, borrows):
    """From eight months on, as far as they go with it; not by who knows two years."""
    months = np.resize([50, 60, 80, 100, 120, 140, 150, 140, 120, 100, 80, 60], DAYS)
    above = forecast(panel([months * noise(seed=5)[0]], Freq.MONTH))
    parts = panel(since(months * noise() / 10, age), Freq.MONTH)
    has = lent(parts, above, None, None)
    assert has.rows.tolist() == ([0] if borrows else [])
    if borrows:
        found = told(forecast, parts, has)
        expected = np.resize(np.roll(months, -DAYS % 12), AHEAD) / 10
        assert np.abs(found.yhat[0] - expected).sum() < 0.2 * expected.sum()
        assert found.weak[0].endswith("told with the year of the total")


def test_what_comes_back_has_no_share_of_a_season(categories):
    back = panel(-weekly(1, 9), floor=None)
    has = Lent(back, categories.season[:1], ("s0",))
    assert not len(has.rows)
    assert np.isfinite(told(forecast, back, has).yhat).all()


def test_shut_days_stay_nothing(categories):
    shut = np.arange(DAYS + AHEAD) % 7 == 6
    y = np.where(shut[:DAYS], np.nan, weekly(1, 10))
    found = ask(y, categories, 0, shut=shut)
    assert (found.yhat[:, 6::7] == 0).all()
    assert (found.yhat[:, :6] > 0).all()


def test_one_day_is_what_every_day_is_like():
    found = forecast(panel(since(np.full((1, DAYS), 8.0), 1)))
    np.testing.assert_allclose(found.yhat, 8)


@pytest.mark.parametrize("age", range(2, 14))
def test_a_young_series_stays_among_what_it_brought(age):
    """It rises by the day, and is not told to go on so; intervals are open at every distance."""
    rising = since(10.0 * np.arange(1, DAYS + 1)[None] - 10 * (DAYS - age), age)
    found = forecast(panel(rising))
    mean = 5 * (age + 1)
    assert (found.yhat > 0.9 * mean).all()
    assert (found.yhat < 1.25 * np.nanmax(rising)).all()
    low, high = found.within(0.8)
    assert (high - low > mean / 3).all()
    sums = found.paths().sum(axis=2)
    assert sums.min() < found.yhat.sum() < sums.max()


def test_from_fourteen_periods_on_nothing_is_steadied():
    found = forecast(panel(weekly(3, 14)))
    assert steadied(found) is found
