"""Shifts of level on series made by hand: a step is told, a trend, a season and chance are not."""

import numpy as np
import pytest

from salesops.models.forecast.shifts import shift

WAVE = np.array([5.0, 7.0, 9.0, 8.0, 6.0, 3.0, 4.0])
"""A week whose mean is 6."""


def weeks(*levels):
    """Days of weeks whose means are 6 times these, give or take a little."""
    wobble = [1.02, 0.98, 1.01, 0.99]
    return np.concatenate([WAVE * level * wobble[n % 4] for n, level in enumerate(levels)])


def found(series, least=0.25):
    return shift(series, 7, 52, least)


@pytest.mark.parametrize("since", [3, 5, 13])
def test_a_step_is_told_with_its_day_and_size(since):
    step = found(weeks(*[1] * 30, *[1.5] * since))
    assert step.start == 30 * 7
    assert step.change == pytest.approx(0.5, abs=0.05)
    assert step.before == pytest.approx(6, abs=0.15)


def test_a_fall_is_one_too():
    assert found(weeks(*[1] * 20, *[0.4] * 4)).change == pytest.approx(-0.6, abs=0.05)


def test_days_that_fill_no_week_are_left_out_in_front():
    step = found(np.concatenate([[100.0, 0.0, 50.0], weeks(*[1] * 20, *[2] * 4)]))
    assert step.start == 3 + 20 * 7


@pytest.mark.parametrize(
    "levels",
    [
        [1] * 40,
        [1] * 38 + [1.5] * 2,  # two weeks may be chance
        [1 + n / 20 for n in range(40)],  # a trend
        [1] * 30 + [1.2] * 6,  # too small
        [1] * 10 + [2] * 30,  # so long ago that it is the level by now
        [1, 2] * 20,
        [1] * 12 + [2] * 3,  # twelve weeks do not tell a level
        [0] * 30 + [1] * 5,  # from nothing: a percent of it is none
    ],
)
def test_nothing_else_is(levels):
    assert found(weeks(*levels)) is None


def test_what_the_season_did_a_year_before_is_the_season():
    year = [1] * 40 + [2] * 12
    assert found(weeks(*year, *[1] * 39, *[2] * 5)) is None
    assert found(weeks(*[1] * 52, *[1] * 39, *[2] * 5)).change == pytest.approx(1, abs=0.05)


def test_unknown_days_are_passed_over():
    series = weeks(*[1] * 30, *[1.5] * 5)
    series[100:103] = np.nan
    assert found(series).start == 30 * 7


def test_a_step_between_constant_levels():
    """No noise at all to divide by."""
    step = shift(np.array([4.0] * 20 + [8.0] * 6), 1, 52, 0.25)
    assert (step.start, step.before, step.after) == (20, 4.0, 8.0)
    assert shift(np.zeros(60), 1, 52, 0.25) is None
    assert shift(np.array([]), 7, 52, 0.25) is None
