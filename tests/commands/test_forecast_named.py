"""Methods behind `--method`: the naive one by hand, others' models on what they do not know."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from importlib.machinery import ModuleSpec
from types import ModuleType

import numpy as np
import pytest

from salesops.errors import UsageError
from salesops.models.forecast.engine import forecast
from salesops.models.forecast.named import by_name, members, own
from salesops.models.forecast.names import NAMES
from salesops.models.forecast.other import naive, theirs, tried
from salesops.models.forecast.other.history import history
from salesops.models.forecast.other.told import Told, mean, settled
from salesops.models.forecast.other.tried import until
from salesops.models.forecast.panel import Freq, Panel

MONDAY = date(2026, 1, 5)
LEVELS = (0.8, 0.95)
HALF = 1.2815515655446004
"""Of a normal curve, 80 % lie within so many standard deviations."""
NEEDS = [name for name in NAMES if name not in {"auto", "naive"}]


def days(y, horizon=7, **more):
    """Days from a Monday on; a row of numbers is one series."""
    rows = np.atleast_2d(np.array(y, dtype=float))
    ids = tuple(f"s{row}" for row in range(len(rows)))
    return Panel(ids, MONDAY, Freq.DAY, rows, horizon, **more)


def sundays(periods):
    return np.arange(periods) % 7 == 6


@pytest.fixture
def without_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "statsforecast", None)


def test_the_names_are_known_without_numpy():
    probe = "import sys, salesops.models.forecast.names; print('numpy' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", probe], timeout=30) == b"False\n"


def test_no_other_library_is_imported_unless_asked():
    probe = (
        "import sys; from salesops.models.forecast.named import by_name; by_name('naive'); "
        "print({'statsforecast', 'pandas', 'scipy'} & set(sys.modules))"
    )
    assert subprocess.check_output([sys.executable, "-c", probe], timeout=30) == b"set()\n"


def test_auto_is_the_core_engine(without_the_extra):
    assert by_name("auto") is forecast


def test_an_unknown_name_lists_those_there_are():
    with pytest.raises(UsageError, match=r"no method 'prophet': one of auto, naive, .*ensemble"):
        by_name("prophet")


@pytest.mark.parametrize("name", NEEDS)
def test_without_the_extra_the_error_says_how_to_get_it(name, without_the_extra):
    with pytest.raises(UsageError) as caught:
        by_name(name)
    said = f"--method {name} needs statsforecast: pip install 'salesops[forecast]'"
    assert str(caught.value) == said


def test_naive_is_the_last_week_again(without_the_extra):
    """1 to 28: each week is 7 above the one before, which is how wide the intervals are."""
    found = by_name("naive")(days(range(1, 29), horizon=9), LEVELS)
    assert found.yhat.tolist() == [[22, 23, 24, 25, 26, 27, 28, 22, 23]]
    low, high = found.within(0.8)
    assert (high - found.yhat)[0, [0, 6, 7]] == pytest.approx(
        [7 * HALF, 7 * HALF, 7 * HALF * 2**0.5]
    )
    assert high + low == pytest.approx(2 * found.yhat)
    assert found.methods == ("seasonal naive",)


def test_the_record_of_naive_by_hand():
    """Told at 21 and 14 days: 22 to 28 as 15 to 21, 15 to 21 as 8 to 14; at 7 too little is seen.

    Fourteen times 7 too low, of 175 + 126 that came.
    """
    record = by_name("naive")(days(range(1, 29)), LEVELS).record
    assert record.origins.tolist() == [2]
    assert record.wape == pytest.approx([98 / 301])
    assert record.bias == pytest.approx([-98 / 301])
    assert record.naive == pytest.approx([98 / 301])
    assert record.mase == pytest.approx([1])
    assert record.covered[0.8].tolist() == [1]
    # Neither missed less than itself.
    assert (record.won.tolist(), record.lost.tolist()) == ([0], [0])


@pytest.mark.parametrize(("more", "won", "lost"), [(7, 2, 0), (0.5, 2, 0), (-1, 0, 2), (14, 0, 0)])
def test_who_missed_less_from_each_origin(more, won, lost):
    """The naive says 7 too little of each day: 7 more is right, 14 more as wrong as it."""

    def tell(past, levels):
        found = naive.tell(past, levels)
        return replace(found, yhat=found.yhat + more)

    found = tried.record(days(range(1, 29)), tell, LEVELS)
    assert (found.won.tolist(), found.lost.tolist()) == ([won], [lost])


def test_a_short_past_has_no_record():
    record = by_name("naive")(days(range(1, 15)), LEVELS).record
    assert np.isnan([record.origins, record.wape, record.covered[0.95]]).all()


def test_what_is_told_again_knows_nothing_later():
    shut, event = sundays(35), np.arange(35) == 30
    past = until(days(range(28), shut=shut, events={"fair": event}), 14)
    assert past.y.tolist() == [list(range(14))]
    assert past.closed.tolist() == [shut[:21].tolist()]
    assert past.events["fair"].tolist() == event[:21].tolist()


def test_a_shut_weekday_is_no_phase_of_the_week():
    """Six days a week, Sundays blank: what is ahead is last week's, and nothing on its Sunday."""
    week = [1, 2, 3, 4, 5, 6, np.nan]
    panel = days([*week, *week, 3, 4, 5, 6, 7, 9, np.nan], shut=sundays(28))
    found = history(panel, 0)
    assert found.y.tolist() == [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 3, 4, 5, 6, 7, 9]
    assert (found.season, found.ahead.tolist()) == (6, [True] * 6 + [False])
    assert by_name("naive")(panel, LEVELS).yhat.tolist() == [[3, 4, 5, 6, 7, 9, 0]]


def test_a_day_off_moves_no_later_day():
    """Shut on the second Wednesday alone: it is a gap, filled with the Wednesday before."""
    shut = np.arange(28) == 9
    panel = days(range(21), shut=shut)
    found = history(panel, 0)
    assert found.y.tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 2, *range(10, 21)]
    assert np.flatnonzero(~found.real).tolist() == [9]


def test_gaps_are_filled_from_the_same_weekday_before_and_a_late_start_is_cut():
    gaps = [np.nan] * 7 + [1, np.nan, 3, 4, 5, 6, 7, 8, 9, np.nan, 11, 12, 13, np.nan]
    assert history(days(gaps), 0).y.tolist() == [1, 1, 3, 4, 5, 6, 7, 8, 9, 3, 11, 12, 13, 7]


def told(name, *rows):
    """Two levels of one width about each row."""
    yhat = np.array(rows, dtype=float)
    return Told(yhat, dict.fromkeys(LEVELS, (yhat - 1, yhat + 3)), (name,) * len(rows))


def test_the_mean_is_of_those_that_tell_a_series():
    found = mean([told("A", [1, 2], [4, 4]), told("B", [5, 0], [np.nan, 8])])
    assert found.yhat.tolist() == [[3, 1], [4, 4]]
    assert found.bounds[0.8][0].tolist() == [[2, 0], [3, 3]]
    assert found.bounds[0.95][1].tolist() == [[6, 4], [7, 7]]
    assert found.names == ("equal weights: A, B", "equal weights: A")


def test_no_forecast_is_below_the_floor_or_on_a_shut_day_and_the_core_stands_in():
    panel = days([[1] * 7, [1] * 7], horizon=2, shut=np.arange(9) == 8)
    found = settled(panel, told("A", [-5, 5], [np.nan, 5]), told("core", [0, 0], [9, 9]))
    assert found.yhat.tolist() == [[0, 0], [9, 0]]
    assert found.bounds[0.8][0].tolist() == [[0, 0], [8, 0]]
    assert found.bounds[0.8][1].tolist() == [[0, 0], [12, 0]]
    assert found.names == ("A", "core, since A cannot tell it")


def test_where_less_than_nothing_may_come_there_is_no_floor():
    panel = days([-1] + [1] * 6, horizon=2, floor=None)
    assert settled(panel, told("A", [-5, 5]), told("core", [0, 0])).yhat.tolist() == [[-5, 5]]


@pytest.fixture(scope="module")
def noisy():
    """Three series of ten weeks with a week in them, Sundays shut, one with gaps, one late."""
    dice = np.random.default_rng(3)
    y = dice.poisson(20 + 10 * np.sin(np.arange(70)), (3, 70)).astype(float)
    y[1, 30:33] = np.nan
    y[2, :45] = np.nan
    return days(y, shut=sundays(77))


@pytest.fixture(scope="module")
def awkward():
    """Constant, nothing ever, one sale, four days, one point, never a value; some weeks of each."""
    y = np.zeros((6, 35))
    y[0], y[2, 20], y[3, -4:] = 5, 1, [3, 1, 2, 2]
    y[3, :-4], y[4, :-1], y[5] = np.nan, np.nan, np.nan
    y[4, -1] = 3
    return days(y)


class Last:
    """Stands for a model of statsforecast: the last value, 1 each way; it fails as they do."""

    seen: list[tuple[int, list[float], list[float]]]

    def __init__(self, season_length):
        self.season = season_length

    def forecast(self, y, h, level):
        if y.min() == y.max():
            raise NotImplementedError("tiny datasets")
        self.seen.append((self.season, y.tolist(), level))
        told = {"mean": np.full(h, y[-1])}
        for percent in level:
            told |= {f"lo-{percent}": told["mean"] - 1, f"hi-{percent}": told["mean"] + 1}
        return told


@pytest.fixture
def seen(monkeypatch):
    """What a model is handed, without the extra."""
    package, models = ModuleType("statsforecast"), ModuleType("statsforecast.models")
    package.__spec__ = ModuleSpec("statsforecast", None)
    Last.seen = []
    for model in theirs.MODELS.values():
        setattr(models, model, Last)
    monkeypatch.setitem(sys.modules, "statsforecast", package)
    monkeypatch.setitem(sys.modules, "statsforecast.models", models)
    return Last.seen


def test_a_model_is_handed_a_series_without_gaps(seen):
    """Ten days from the first sale, six a week; too short for a season, it is told without one."""
    y = [np.nan] * 7 + [1, 2, np.nan, 4, 5, 6, np.nan, 7, np.nan, 9, 8]
    found = by_name("autoets")(days(y, horizon=4, shut=sundays(22)), (0.5, 0.975))
    assert seen == [(1, [1, 2, 2, 4, 5, 6, 7, 2, 9, 8], [50, 97.5])]
    assert found.yhat.tolist() == [[8, 8, 0, 8]]
    assert found.within(0.975)[1].tolist() == [[9, 9, 0, 9]]
    assert found.methods == ("AutoETS",)


def test_what_a_model_cannot_tell_is_told_by_the_core(seen):
    panel = days([[5] * 14, range(14), [np.nan] * 10 + [1, 2, 3, 4]])
    found = by_name("ces")(panel, LEVELS)
    assert found.yhat[1].tolist() == [13] * 7
    assert found.yhat[[0, 2]].tolist() == forecast(panel, LEVELS).yhat[[0, 2]].tolist()
    stood_in = "core engine, since AutoCES cannot tell it"
    assert found.methods == (stood_in, "AutoCES", stood_in)


def test_weeks_have_no_season_of_52_for_arima(seen):
    weeks = Panel(("s",), MONDAY, Freq.WEEK, np.arange(110.0)[None, :], 2)
    for name in ("arima", "theta"):
        theirs.tell(name, weeks, LEVELS)
    assert [season for season, *_ in seen] == [1, 52]


def test_a_model_is_tried_on_three_past_weeks_and_arima_on_none(seen):
    found = by_name("theta")(days(range(42)), LEVELS)
    assert [len(y) for _, y, _ in seen] == [42, 35, 28, 21]
    assert found.record.origins.tolist() == [3]
    seen.clear()
    arima = by_name("arima")(days(range(42)), LEVELS)
    assert [len(y) for _, y, _ in seen] == [42]
    assert np.isnan(arima.record.wape).all()
    assert arima.methods == ("AutoARIMA, not tried on the past: too slow",)


SLOW = [pytest.param(name, marks=pytest.mark.slow) for name in NEEDS]
"""The real library takes seconds to import."""


@pytest.mark.filterwarnings("ignore:Mean of empty slice")
@pytest.mark.parametrize("name", ["naive", *SLOW])
def test_awkward_series_are_told_without_nan(name, awkward):
    if name in NEEDS:
        pytest.importorskip("statsforecast")
    found = by_name(name)(awkward, LEVELS)
    every = np.array([found.yhat, *(bound for level in LEVELS for bound in found.within(level))])
    assert np.isfinite(every).all()
    assert (every >= 0).all()
    assert found.yhat[0] == pytest.approx([5] * 7)
    assert np.isfinite(found.shocks).all()
    if name != "ensemble":
        assert found.methods[5].startswith("core engine, since ")


def test_the_ensemble_is_the_mean_of_its_members(noisy, seen):
    found = by_name("ensemble")(noisy, LEVELS)
    each = [own(forecast(noisy, LEVELS))]
    each += [theirs.tell(name, noisy, LEVELS) for name in ("autoets", "theta")]
    open_days = slice(0, 6)
    expected = np.mean([one.yhat for one in each], axis=0)[:, open_days]
    assert found.yhat[:, open_days] == pytest.approx(expected)
    for level in LEVELS:
        for side in (0, 1):
            middle = np.mean([one.bounds[level][side] for one in each], axis=0)[:, open_days]
            assert found.within(level)[side][:, open_days] == pytest.approx(np.maximum(middle, 0))
    assert found.yhat[:, 6].tolist() == [0, 0, 0]
    assert found.methods == ("equal weights: core engine, AutoETS, DynamicOptimizedTheta",) * 3


def test_ces_joins_for_months_alone(noisy):
    months = Panel(("s",), date(2020, 1, 1), Freq.MONTH, np.ones((1, 36)), 12)
    assert members(months) == ("autoets", "theta", "ces")
    assert members(noisy) == ("autoets", "theta")


@pytest.mark.slow
def test_a_model_of_theirs_tells_the_same_twice(noisy):
    pytest.importorskip("statsforecast")
    first, again = (by_name("theta")(noisy, LEVELS) for _ in range(2))
    assert np.array_equal(first.yhat, again.yhat)
    assert np.isfinite(first.yhat).all()
    assert first.methods == ("DynamicOptimizedTheta",) * 3
    assert first.record.origins.tolist() == [3, 3, 2]
    low, high = first.within(0.8)
    assert (low <= first.yhat).all()
    assert (first.yhat <= high).all()


def test_paths_are_as_wide_as_the_intervals(noisy):
    """The core's paths, stretched by what the naive interval is wider."""
    core, found = forecast(noisy, LEVELS), by_name("naive")(noisy, LEVELS)
    widths = [one.within(0.8)[1] - one.within(0.8)[0] for one in (core, found)]
    stretched = core.shocks[0, :, 2] * widths[1][0, 2] / widths[0][0, 2]
    assert found.shocks[0, :, 2] == pytest.approx(stretched)
