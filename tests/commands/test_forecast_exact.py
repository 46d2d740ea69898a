"""Amounts that sum: floats of the engine become cents whose sum is the cents of the whole."""

from decimal import Decimal

import numpy as np

from salesops.commands.sales._forecast.exact import coins, decimals, parted
from salesops.units import Unit, plain, text


def shares(parts, whole, places=2):
    return parted(np.array(parts, dtype=float), np.array(whole), places).tolist()


def test_a_coin_that_is_missing_goes_to_who_lost_most():
    """1.006 + 2.006 + 3.009 = 6.021: down they are 6.00, and two cents are missing."""
    assert shares([[1.006], [2.006], [3.009]], [602]) == [[101], [200], [301]]


def test_of_equal_ones_to_the_first():
    assert shares([[1 / 3]] * 3, [100]) == [[34], [33], [33]]


def test_nothing_is_taken_from_a_part_that_is_nothing():
    """Closed days: parts of 0 stay 0."""
    assert shares([[0.0], [0.0]], [0]) == [[0], [0]]
    assert shares([[0.0], [0.006]], [1]) == [[0], [1]]


def test_negative_parts_sum_too():
    assert shares([[-1.005], [3.0]], [199]) == [[-101], [300]]


def test_each_period_sums_for_itself():
    random = np.random.default_rng(7)
    parts = random.gamma(2.0, 10.0, (50, 28))
    whole = coins(parts.sum(axis=0), 4)
    found = parted(parts, whole, 4)
    assert (found.sum(axis=0) == whole).all()
    assert np.abs(found / 10_000 - parts).max() <= 0.0001
    assert parted(parts[:0], whole, 4).shape == (0, 28)


def test_amounts_are_exact():
    assert decimals(coins(np.array([0.1, -2.675, 1e9]), 2), 2) == [
        Decimal("0.10"), Decimal("-2.68"), Decimal("1000000000.00"),
    ]  # fmt: skip
    assert decimals(coins(np.array([1234.5]), 0), 0) == [Decimal(1234)]


def test_a_mean_is_never_a_whole_number_of_things():
    """One decimal to read, four to reckon with."""
    mean = Decimal("1234.56789")
    assert (text(mean, Unit.MEAN), plain(mean, Unit.MEAN)) == ("1,234.6", 1234.5679)
    assert (text(Decimal("0.04"), Unit.MEAN), plain(Decimal("0.04"), Unit.MEAN)) == ("0.0", 0.04)
    assert text(None, Unit.MEAN) == "–"
