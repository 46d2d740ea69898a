"""The interval of a lift holds as often as it says; before and after without chance is exact."""

from math import exp

import numpy as np
import pytest

from salesops.models.apart import Sample
from salesops.models.uplift import Estimate, beyond_usual, errors_apart, uplift

ROUNDS = 4000


def missed(treated, control, buys, lift=1.0):
    """How often the interval lies wholly below, and wholly above the true lift; Welch's too.

    Money as shops see it: one in ten or twenty buys, for amounts of a long tail.
    """
    dice = np.random.default_rng(8)

    def group(n, rate):
        bought = dice.random((ROUNDS, n)) < rate
        values = np.where(bought, dice.lognormal(4.0, 1.0, (ROUNDS, n)), 0.0)
        return values.sum(axis=1), (values**2).sum(axis=1)

    (t, tt), (c, cc) = group(treated, buys * lift), group(control, buys)
    true = buys * (lift - 1) * exp(4.5)
    ours, welch = [0, 0], [0, 0]
    for sums in zip(t, tt, c, cc, strict=True):
        one, other = Sample(treated, *sums[:2]), Sample(control, *sums[2:])
        found = uplift(one, other)
        half = 1.96 * (one.variance + other.variance) ** 0.5
        for n, (low, high) in (ours, (found.low, found.high)), (
            welch, (found.middle - half, found.middle + half)
        ):  # fmt: skip
            n[0] += high < true
            n[1] += low > true
    return [[n / ROUNDS for n in one] for one in (ours, welch)]


@pytest.mark.parametrize(
    ("treated", "control", "buys", "lift"), [(800, 200, 0.1, 1.0), (400, 100, 0.05, 1.4)]
)
def test_the_interval_misses_one_time_in_twenty(treated, control, buys, lift):
    """And rarely calls nothing a lift, which Welch's interval does one time in twelve."""
    (below, above), (_, welch_above) = missed(treated, control, buys, lift)
    assert 0.02 < below + above < 0.06
    assert above < 0.025
    assert welch_above > 0.05


def test_two_groups_by_hand():
    """3 and 5 against 1, 1 and 4: means 4 and 2, squares around them 2 and 6, over 3 degrees."""
    found = uplift(Sample(2, 8.0, 34.0), Sample(3, 6.0, 18.0))
    half = 1.96 * (8 / 3 * (1 / 2 + 1 / 3)) ** 0.5
    assert (found.middle, found.low, found.high) == pytest.approx((2, 2 - half, 2 + half))
    assert errors_apart(Sample(2, 8.0, 34.0), Sample(3, 6.0, 18.0)) == pytest.approx(
        2 / (half / 1.96)
    )
    assert errors_apart(Sample(2, 2.0, 2.0), Sample(2, 2.0, 2.0)) == 0.0


def test_what_moves_as_all_else_does_is_no_effect():
    found = beyond_usual(30.0, [10.0, 20.0, 15.0, 5.0], 300.0, [100.0, 200.0, 150.0, 50.0])
    assert found is not None
    assert (found.middle, found.low, found.high) == pytest.approx((0, 0, 0), abs=1e-9)
    assert beyond_usual(30.0, [10.0, 20.0, 15.0], 300.0, [100.0, 200.0, 150.0]) is None
    assert beyond_usual(30.0, [1.0] * 5, 0.0, [1.0] * 5) is None
    assert beyond_usual(30.0, [1.0] * 5, 1.0, [1.0, 1.0, 1.0, 0.0, 0.0]) is None


def test_before_and_after_misses_one_time_in_twenty():
    dice = np.random.default_rng(9)
    rounds, hits = 4000, 0
    others = dice.lognormal(5, 0.3, (rounds, 9))
    own = others * dice.normal(0.1, 0.02, (rounds, 9))
    for y, x in zip(own.tolist(), others.tolist(), strict=True):
        found = beyond_usual(y[0], y[1:], x[0], x[1:])
        assert found is not None
        hits += found.low <= 0 <= found.high
    assert 0.935 < hits / rounds < 0.965


def test_what_worked_was_lucky_too():
    """Two standard errors from 0 leave three quarters of it, four leave 15 of 16, one nothing."""
    for middle, share in ((2.0, 0.75), (4.0, 15 / 16), (1.0, 0.0), (-4.0, 0.0)):
        assert Estimate(middle, middle - 1.96, middle + 1.96).again == pytest.approx(share)
    assert Estimate(1.0, 1.0, 1.0).times(2).again == 1.0
