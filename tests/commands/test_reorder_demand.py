"""Demand: types, quantiles, packs, against plain statistics and by properties that must hold."""

import statistics
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.models.demand import (
    Kind,
    Lead,
    Pace,
    Sums,
    Weekly,
    above,
    chance_above,
    packed,
    quantile,
    rolling,
    safety_max_average,
    safety_normal,
    sba,
    short,
    weekly,
)

units = st.lists(st.integers(0, 50), min_size=2, max_size=60)
amount = st.floats(0, 500, allow_nan=False)
level = st.floats(0.5, 0.999)


@given(units)
def test_sums_are_plain_statistics(values):
    sums = Sums(len(values), sum(values), sum(v * v for v in values))
    assert sums.mean == pytest.approx(statistics.mean(values))
    assert sums.sd == pytest.approx(statistics.stdev(values), abs=1e-6)


def test_a_spread_needs_two():
    assert Sums(1, 3, 9).sd is None
    assert Sums(0, 0, 0).mean == 0


@pytest.mark.parametrize(
    ("weeks", "sold", "adi", "cv2", "kind"),
    [
        (4, [5, 5, 5, 5], 1.0, 0.0, Kind.SMOOTH),
        (4, [1, 1, 1, 9], 1.0, 16 / 9, Kind.ERRATIC),  # mean 3, variance 16
        (4, [5, 5], 2.0, 0.0, Kind.INTERMITTENT),
        (8, [1, 1, 7], 8 / 3, 12 / 9, Kind.LUMPY),  # mean 3, variance 12
        (26, [4], 26.0, 0.0, Kind.INTERMITTENT),
        (33, [5] * 25, 1.32, 0.0, Kind.INTERMITTENT),  # on the line is above it
    ],
)
def test_types_by_hand(weeks, sold, adi, cv2, kind):
    found = Weekly(weeks, Sums(len(sold), sum(sold), sum(s * s for s in sold)))
    assert (found.adi, found.cv2) == pytest.approx((adi, cv2))
    assert found.kind is kind


def test_without_demand_there_is_no_type():
    none = Weekly(26, Sums(0, 0, 0))
    assert (none.adi, none.cv2, none.kind) == (None, None, None)


def test_weeks_count_back_from_the_last_day():
    assert weekly([9, *range(1, 15)]) == [28, 77]
    assert weekly([1] * 6) == []


def test_sba_by_hand():
    """Sizes 4 and 8 begin at 6, intervals at 2: after the first 5.8 and 2, then 6.02 and 2."""
    assert sba([0, 4, 0, 8], 0.1) == pytest.approx(0.95 * 6.02 / 2)
    assert sba([0, 0], 0.1) is None


def test_rolling_and_quantile_by_hand():
    assert rolling([1, 2, 3, 4], 2) == [3, 5, 7]
    assert rolling([1, 2], 3) == []
    twenty = list(range(1, 21))
    assert (quantile(twenty, 0.95), quantile(twenty, 0.951), quantile([7], 0.5)) == (19, 20, 7)
    assert above(twenty, 15) == 0.25
    assert above([], 1) is None


def test_safety_by_hand():
    """L 9 +- 2 days, 5 +- 1 a day: the variance is 9 + 100."""
    lead, pace = Lead(9, 2, 15), Pace(5, 1, 8)
    assert safety_normal(pace, lead, 0.95) == pytest.approx(1.6448536269514722 * 109**0.5)
    assert safety_max_average(pace, lead) == 8 * 15 - 5 * 9
    assert chance_above(pace, lead, 9, 45) == pytest.approx(0.5)
    assert chance_above(Pace(5, 0, 5), Lead(9, 0, 9), 9, 44) == 1.0


@given(st.lists(amount, min_size=1, max_size=40), level, level)
def test_a_higher_service_level_never_keeps_less(values, one, other):
    low, high = sorted([one, other])
    pace, lead = Pace(values[0], values[-1], max(values)), Lead(9, 2, 12)
    assert safety_normal(pace, lead, low) <= safety_normal(pace, lead, high)
    assert quantile(values, low) <= quantile(values, high)


@given(st.lists(amount, min_size=1, max_size=40), level)
def test_a_quantile_holds_what_it_says(values, wanted):
    assert sum(v <= quantile(values, wanted) for v in values) >= wanted * len(values) - 1e-6


@given(amount, st.integers(1, 48), st.integers(0, 100))
def test_packs_cover_the_need(need, pack, least):
    units = packed(need, Decimal(pack), Decimal(least))
    assert units % pack == 0
    assert float(units) >= need - 1e-6
    if need:
        assert units >= least
        assert float(units) < max(need, least) + pack


@given(amount, amount, amount, st.integers(1, 12))
def test_more_incoming_never_orders_more(target, held, more, pack):
    one, other = (packed(target - there, Decimal(pack), None) for there in (held, held + more))
    assert other <= one


def test_a_float_that_is_whole_is_whole():
    assert packed(0.1 * 3 * 10, None, None) == 3
    assert packed(3.2, Decimal("0.5"), None) == Decimal("3.5")
    assert packed(-1, Decimal(6), Decimal(12)) == 0


@given(amount, st.floats(1, 60), amount)
def test_what_lacks_is_never_negative(held, days, more):
    assert short(2, days, held) >= short(2, days, held + more) >= 0
