"""The core engine: what must hold of any series, whatever its numbers."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from salesops.models.forecast.engine import forecast
from salesops.models.forecast.groups import groups
from salesops.models.forecast.origin import told as told_from
from salesops.models.forecast.panel import Freq, Panel
from salesops.models.forecast.reconcile import added_up

WEEK = np.array([0.8, 0.7, 0.9, 1.0, 1.3, 1.6, 0.7])
FIRST = date(2024, 1, 1)


def noisy(rows=6, days=280, seed=3):
    """Series of units with a weekly season, levels and noise of their own."""
    random = np.random.default_rng(seed)
    level = random.uniform(5, 60, rows)[:, None]
    walk = np.exp(np.cumsum(random.normal(0, 0.02, (rows, days)), axis=1))
    return random.poisson(level * walk * np.resize(WEEK, days)).astype(float)


def panel(y, horizon=14, freq=Freq.DAY, **more):
    return Panel(tuple(f"s{n}" for n in range(len(y))), FIRST, freq, y, horizon, **more)


@pytest.fixture(scope="module")
def told():
    return forecast(panel(noisy()))


def parts(found):
    """All that an outlook says in numbers."""
    bounds = [bound for both in found.bounds.values() for bound in both]
    return [found.yhat, *bounds, found.shocks]


def same(one, other, times=1.0):
    for a, b in zip(parts(one), parts(other), strict=True):
        np.testing.assert_allclose(a * times, b, rtol=1e-7, atol=1e-7 * max(times, 1))


def test_scaling_a_series_scales_its_forecast(told):
    same(told, forecast(panel(noisy() * 37.5)), 37.5)


def test_moving_the_dates_by_whole_weeks_changes_nothing(told):
    moved = replace(panel(noisy()), first=date(2024, 2, 26))
    same(told, forecast(moved))


def test_other_series_beside_it_change_nothing(told):
    more = np.concatenate([noisy(), noisy(200, seed=8)])
    more[20:60, :90] = np.nan
    found = forecast(panel(more))
    for a, b in zip(parts(told), parts(found), strict=True):
        np.testing.assert_allclose(a, b[:6], rtol=1e-7, atol=1e-7)


def test_days_before_a_panel_begins_change_nothing(told):
    early = np.concatenate([np.full((6, 500), np.nan), noisy()], axis=1)
    same(told, forecast(replace(panel(early), first=date(2022, 8, 19))))


def test_the_same_question_has_the_same_answer(told):
    for a, b in zip(parts(told), parts(forecast(panel(noisy()))), strict=True):
        assert np.array_equal(a, b)


def test_any_number_of_threads_gives_the_same_last_digit():
    """Of matrices so large that the threads of numpy share their sums out."""
    found = []
    for threads in (1, 2, 4):
        with threadpool_limits(threads, "blas"):
            found.append(parts(forecast(panel(noisy(128, 420)))))
    for other in found[1:]:
        assert all(np.array_equal(a, b) for a, b in zip(found[0], other, strict=True))


def test_the_past_is_told_from_nothing_that_came_after_it():
    """What every way says from day 200 is the same, whatever days 200 to 280 bring."""
    y, later = noisy(), noisy()
    later[:, 200:] = 999.0
    (before,), (after,) = (list(groups(panel(one), one)) for one in (y, later))
    one, other = told_from(before.scene, 200), told_from(after.scene, 200)
    assert np.array_equal(one.ways, other.ways)
    assert not np.array_equal(told_from(before.scene, 201).ways, told_from(after.scene, 201).ways)


@pytest.mark.parametrize(
    ("freq", "cycle", "periods"),
    [(Freq.DAY, 7, 143), (Freq.MONTH, 12, 63), (Freq.WEEK, 52.18, 263)],
)
def test_a_series_that_is_nothing_but_season_is_forecast_almost_exactly(freq, cycle, periods):
    whole = 100 + 50 * np.sin(np.arange(periods + 10) / cycle * 2 * np.pi)
    found = forecast(panel(whole[None, :periods], 10, freq))
    assert np.abs(found.yhat[0] - whole[periods:]).max() < 3  # of 100
    assert found.seasonal == (True,)
    assert found.strength[0] > 0.9


def test_seasons_go_by_the_calendar():
    """Monday first, whatever day comes next; Saturday sells most."""
    for length in (140, 143):
        found = forecast(panel(100 * np.resize(WEEK, (1, length)), 7))
        np.testing.assert_allclose(found.season[0], WEEK / WEEK.mean(), atol=0.03)


def test_it_beats_saying_the_last_week_again_where_days_are_noisy(told):
    assert (told.record.wape < told.record.naive).all()
    assert told.record.mase.mean() < 0.95


def test_from_each_origin_one_of_both_missed_less(told):
    """Where the best day moves on week by week, only the last week tells: the naive wins each."""
    record = told.record
    assert (record.won + record.lost == record.origins).all()
    assert record.won.sum() > record.lost.sum()
    n = np.arange(210)
    moving = 100 + 60 * np.cos(2 * np.pi * (n % 7 / 7 - n // 7 / 20))
    found = forecast(panel(moving[None, :], 7)).record
    assert found.wape > found.naive
    assert (found.won.tolist(), found.lost.tolist()) == ([0], found.origins.tolist())


def test_intervals_hold_what_they_say_of_series_never_seen():
    """Of 150 series and 14 days: 80 % within 74 to 86, 95 % within 92 to 98."""
    y = noisy(150, 294, seed=11)
    found = forecast(panel(y[:, :280]))
    came = y[:, 280:]
    for level, least, most in ((0.8, 0.74, 0.88), (0.95, 0.92, 0.985)):
        low, high = found.within(level)
        assert least <= ((came >= low) & (came <= high)).mean() <= most


@pytest.mark.parametrize("busy", [30.0, 1.5, 0.4])
def test_intervals_lie_within_each_other_and_around_the_middle(busy):
    y = np.random.default_rng(6).poisson(busy, (12, 200)).astype(float)
    found = forecast(panel(y), (0.95, 0.3, 0.85, 0.8))
    (low, high) = found.yhat, found.yhat
    for level in (0.3, 0.8, 0.85, 0.95):
        lower, higher = found.within(level)
        assert (lower <= low).all()
        assert (high <= higher).all()
        low, high = lower, higher


def test_months_so_far_ahead_that_none_was_tried_are_no_surer():
    """Of 28 months the first forecast is told after 12: nothing is known of 18 months ahead.

    80 % of what is normal with a deviation of 10 lies within 25.6.
    """
    y = np.random.default_rng(7).normal(100, 10, (8, 28))
    low, high = forecast(panel(y, 18, Freq.MONTH)).within(0.8)
    assert (high - low)[:, 17].min() > 15
    assert 25 < (high - low)[:, 17].mean() < 50


def test_sums_lie_within_their_paths_as_often_as_said():
    """28 days of 200 series as one number each: their outer tenths hold eight in ten."""
    y = noisy(200, 308, seed=12)
    found = forecast(panel(y[:, :280], 28))
    low, high = np.array([found.sum_within(0.8, place) for place in range(len(y))]).T
    came = y[:, 280:].sum(axis=1)
    assert 0.73 <= ((came >= low) & (came <= high)).mean() <= 0.87


def test_what_cannot_lie_below_an_interval_lies_above_it():
    """Of SKUs that sell nothing every third day: eight days in ten within 80 %, not nine."""
    random = np.random.default_rng(5)
    y = random.poisson(1.1, (150, 294)) * random.integers(1, 20, (150, 294)).astype(float)
    found = forecast(panel(y[:, :280]))
    low, high = found.within(0.8)
    assert (low == 0).all()
    assert 0.75 <= (y[:, 280:] <= high).mean() <= 0.85  # 0.9 between the outer tenths
    assert 0.75 <= found.record.covered[0.8].mean() <= 0.85


@pytest.mark.parametrize(
    "row",
    [
        [np.nan] * 30,
        [np.nan] * 29 + [5.0],
        [0.0] * 60,
        [7.0] * 60,
        [0.0] * 59 + [1.0],
        [3.0, np.nan] * 30,
        [1e12, 1e-9] * 40,
    ],
)
@pytest.mark.parametrize("freq", list(Freq))
def test_awkward_series_are_told_in_finite_numbers(row, freq):
    found = forecast(panel(np.array([row]), 20, freq))
    assert all(np.isfinite(one).all() for one in parts(found))
    assert (found.yhat >= 0).all()


def test_negative_days_stay_possible_where_no_floor_is():
    y = noisy() - 40
    found = forecast(panel(y, floor=None))
    assert (found.yhat < 0).any()
    assert np.isfinite(found.yhat).all()


def test_what_never_was_negative_is_not_beside_what_was():
    """Net sales of a SKU without a return, and of one that is given back at times."""
    kept, given_back = np.random.default_rng(9).poisson(0.8, (2, 200)).astype(float)
    given_back[::20] = -3.0
    found = forecast(panel(np.stack([kept, given_back]), floor=None))
    assert found.within(0.95)[0][0].min() == 0
    assert found.within(0.95)[0][1].min() < 0
    alone = forecast(panel(kept[None]))
    for a, b in zip(parts(alone), parts(found), strict=True):
        np.testing.assert_allclose(a[0], b[0], rtol=1e-7, atol=1e-7)


def test_a_constant_goes_on_and_is_sure():
    found = forecast(panel(np.full((1, 60), 7.0)))
    np.testing.assert_allclose(found.yhat, 7.0)
    low, high = found.within(0.95)
    assert (high - low).max() < 0.01


def test_shut_days_are_nothing():
    y = noisy()
    shut = np.zeros(294, dtype=bool)
    shut[6::7] = True
    y[:, 6:280:7] = np.nan
    found = forecast(panel(y, shut=shut))
    assert (found.yhat[:, 6::7] == 0).all()
    assert (found.yhat[:, :6] > 0).all()


def test_a_holiday_that_came_twice_is_told_the_third_time():
    y = np.full((1, 280), 50.0) + np.random.default_rng(1).normal(0, 2, 280)
    feast = np.zeros(294, dtype=bool)
    feast[[100, 200, 283]] = True
    y[0, [100, 200]] = 150.0
    plain, known = forecast(panel(y)), forecast(panel(y, events={"Feast": feast}))
    assert plain.yhat[0, 3] < 60
    assert known.yhat[0, 3] > 110
    np.testing.assert_allclose(np.delete(known.yhat[0], 3), np.delete(plain.yhat[0], 3), rtol=0.05)


def test_what_sells_seldom_is_told_by_its_mean_and_never_below_nothing():
    y = np.random.default_rng(2).poisson(0.2, (20, 400)).astype(float)
    found = forecast(panel(y))
    assert found.yhat.mean() == pytest.approx(0.2, rel=0.15)
    assert all(one.startswith("rare sales") for one in found.methods)
    assert (found.within(0.95)[0] >= 0).all()


def test_paths_lie_around_the_forecast_as_its_interval_says(told):
    low, high = told.within(0.8)
    ways = told.paths()
    inside = ((ways >= low[:, None, :]) & (ways <= high[:, None, :])).mean()
    assert 0.65 < inside < 0.95


def test_little_history_is_called_weak():
    found = forecast(panel(np.array([[4.0] * 9, [np.nan] * 9])))
    assert "9 days of history" in found.weak[0]
    assert found.weak[1] == "nothing was sold"


def test_parts_are_brought_to_their_total_and_keep_their_floor():
    y = noisy()
    y[0] = np.random.default_rng(4).poisson(0.1, 280)
    whole = panel(y.sum(axis=0)[None])
    total, each = forecast(whole), forecast(panel(y))
    found = added_up(each, total)
    np.testing.assert_allclose(found.yhat.sum(axis=0), total.yhat[0], rtol=1e-9)
    assert (found.yhat >= 0).all()
    low, high = found.within(0.8)
    assert ((low <= found.yhat) & (found.yhat <= high)).all()
    moved = np.abs(found.yhat - each.yhat).sum(axis=1)
    assert moved[0] < moved[1:].min()  # the sure one is moved least
