"""When a goal is met: bounds, growth, ranges, odd bases. Numbers by hand."""

from fractions import Fraction

import pytest

from salesops.commands.sales._scorecard.goals import Bounds, Goal
from salesops.commands.sales._scorecard.judge import Reading, judge, mean

F = Fraction


def bounds(low: str | None, high: str | None = None) -> Bounds:
    return Bounds(*(None if end is None else F(end) for end in (low, high)))


def verdict(metric, limits, value, base=None, *, grows=False, complete=True, doubt=None):
    goal = Goal(metric, "month", limits, grows)
    now, before = (Reading(None if v is None else F(v)) for v in (value, base))
    return judge(goal, now, before, complete=complete, doubt=doubt)


def stands(*args, **options):
    found = verdict(*args, **options)
    return str(found.status), found.place, found.gap


@pytest.mark.parametrize(
    ("value", "stand"),
    [
        ("109.99", ("not met", "below", F("0.01"))),
        ("110", ("met", "within", F(0))),
        ("120", ("met", "within", F(-10))),
        ("120.01", ("met", "above", F("-10.01"))),  # more than was hoped for is no fault
    ],
)
def test_growth_within_a_range(value, stand):
    assert stands("net_sales", bounds("0.1", "0.2"), value, "100", grows=True) == stand


@pytest.mark.parametrize(
    ("value", "status"), [("109", "behind so far"), ("110", "on track so far")]
)
def test_growth_so_far(value, status):
    found = verdict("net_sales", bounds("0.1"), value, "100", grows=True, complete=False)
    assert found.status == status


def test_fewer_returns_are_better():
    """-10 % on 100 is 90 at most; of -20 to -10 % 90 is what must be kept."""
    assert stands("returns", bounds(None, "-0.1"), "90", "100", grows=True)[0] == "met"
    assert stands("returns", bounds(None, "-0.1"), "91", "100", grows=True)[0] == "not met"
    within = stands("returns", bounds("-0.2", "-0.1"), "85", "100", grows=True)
    assert within == ("met", "within", F(-5))
    assert stands("returns", bounds("-0.2", "-0.1"), "70", "100", grows=True)[0] == "met"


@pytest.mark.parametrize(
    ("base", "value", "reason"),
    [("0", "5", "base is 0"), ("0", "0", "base is 0"), ("-3", "5", "base is negative")],
)
def test_growth_needs_a_base_above_zero(base, value, reason):
    found = verdict("net_sales", bounds("0.1"), value, base, grows=True)
    assert (found.status, found.reason, found.change) == ("not known", reason, None)
    assert found.wanted == Bounds(None, None)


@pytest.mark.parametrize(
    ("base", "value", "reason"), [("0", "5", "new"), ("0", "0", "n/a"), ("-3", "5", "n/a")]
)
def test_an_odd_base_beside_an_absolute_goal(base, value, reason):
    """The goal can be judged, the change cannot be told."""
    found = verdict("net_sales", bounds("1"), value, base)
    assert found.status == ("met" if value == "5" else "not met")
    assert (found.change, found.reason) == (None, reason)


@pytest.mark.parametrize(
    ("limits", "value", "status"),
    [
        (bounds("100"), "99", "not reached yet"),
        (bounds("100"), "100", "met"),
        (bounds(None, "100"), "100", "on track so far"),
        (bounds(None, "100"), "101", "not met"),
        (bounds("50", "100"), "20", "not reached yet"),
        (bounds("50", "100"), "60", "on track so far"),
        (bounds("50", "100"), "101", "not met"),
    ],
)
def test_a_sum_so_far(limits, value, status):
    assert stands("net_sales", limits, value, complete=False)[0] == status


@pytest.mark.parametrize(
    ("value", "status"), [("0.89", "behind so far"), ("0.9", "on track so far")]
)
def test_a_rate_so_far_is_compared_as_it_stands(value, status):
    assert stands("vip_retention", bounds("0.9"), value, complete=False)[0] == status


def test_absolute_bounds_both_hold():
    assert stands("aov", bounds("50", "60"), "61") == ("not met", "above", F(1))
    assert stands("aov", bounds("50", "60"), "49") == ("not met", "below", F(1))
    assert stands("aov", bounds("50", "60"), "58") == ("met", "within", F(-2))


def test_growth_of_a_count_asks_for_whole_ones():
    """+10 % on 31 orders are 34.1: 34 are too few, 35 are wanted."""
    found = verdict("orders", bounds("0.1"), "34", "31", grows=True)
    assert (found.status, found.wanted.low, found.gap) == ("not met", 35, 1)


def test_growth_is_exact():
    """0.1 + 0.2 is no trap: 0.33 is +10 % on 0.3 exactly."""
    assert stands("conversion", bounds("0.1"), "0.33", "0.3", grows=True)[0] == "met"


def test_a_doubt_concludes_nothing_and_keeps_the_change():
    found = verdict("net_sales", bounds("0.1"), "150", "100", grows=True, doubt="data is old")
    assert (found.status, found.reason, found.change) == ("not known", "data is old", F(1, 2))


def test_what_is_not_known_is_not_judged():
    assert verdict("net_sales", bounds("0"), None).status == "not known"


def test_a_mean_of_sums():
    assert mean([Reading(F(10)), Reading(F(20))]).value == 15


def test_a_mean_of_averages_weighs_them():
    """One order of 10 and three of 30 on average: 100 / 4."""
    found = mean([Reading(F(10), F(1), 1), Reading(F(30), F(3), 3)])
    assert (found.value, found.n) == (25, 4)


def test_a_mean_with_a_gap_is_not_known():
    assert mean([Reading(F(10)), Reading(None, reason="no orders")]).reason == "no orders"
    assert mean([]).value is None
