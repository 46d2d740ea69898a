"""The model of pace against arithmetic by hand, an oracle, and what must hold whatever the days."""

import random
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesops.models.day_course import filling
from salesops.models.open_days import calendar
from salesops.models.pace import Outlook, outlook, record, retold, walk
from salesops.models.paths import ahead
from salesops.models.usual import Day, usual
from salesops.models.weighted import Weighted

MONDAY = date(2026, 1, 5)


def random_days(count, seed, sundays=True):
    """Days of a growing shop with some very large orders."""
    dice, days = random.Random(seed), []
    for n in range(count):
        day = MONDAY + timedelta(days=n)
        if day.weekday() == 6 and not sundays:
            continue
        level = (100 + n) * (0.4 if day.weekday() == 6 else 1)
        days.append(Day(day, dice.expovariate(1 / level), dice.lognormvariate(0, 1) * level))
    return days


def test_nine_equal_values():
    """The k-th of nine lies at k / 10: the first at 10 %, the fifth at half, the last at 90 %."""
    nine = Weighted.of((float(n), 2.0) for n in range(1, 10))
    assert nine.effective == pytest.approx(9)
    assert [nine.quantile(p) for p in (0.1, 0.3, 0.5, 0.9)] == pytest.approx([1, 3, 5, 9])
    assert [nine.above(v) for v in (0.5, 5.5, 9.5)] == pytest.approx([0.95, 0.45, 0.05])


def test_unlike_weights():
    """One that weighs 3 and one that weighs 1: 16 / 10 values' worth, a mean of 1.5."""
    two = Weighted.of([(3.0, 1.0), (1.0, 3.0)])
    assert (two.effective, two.mean) == (1.6, 1.5)
    assert two.at(0.375) == 1.0
    assert two.at(0.875) == 3.0
    assert two.at(0.625) == 2.0


@dataclass(frozen=True)
class Sold:
    day: date
    orders: int


def test_closed_weekdays_and_days_off():
    """Ten weeks of six days and one Sunday in twenty; a Tuesday without an order."""
    days = [MONDAY + timedelta(days=n) for n in range(140)]
    sold = [Sold(d, 0 if d.weekday() == 6 and d != days[6] else 7) for d in days]
    sold[8] = replace(sold[8], orders=0)
    found = calendar(sold)
    assert (found.closed, found.off) == ({6}, (days[8],))
    assert Counter(one.day.weekday() for one in found.kept) == dict.fromkeys(range(6), 20) | {1: 19}
    few = calendar([replace(one, orders=min(one.orders, 1)) for one in sold])
    assert few.off == ()
    assert len(few.kept) == 120


def told_by_hand(days, on, so_far):
    """The method once more, written as its definition says it: what is to come, and its scale."""

    def near(day):
        return 0.5 ** ((on - day).days / 28)

    def cut(values, weights):
        pairs, total, seen, before = (
            sorted(zip(values, weights, strict=True)),
            sum(weights),
            0.0,
            None,
        )
        for value, weight in pairs:
            middle = (seen + weight / 2) / total
            if middle >= 0.9:
                low, at = before or (value, middle)
                most = value if middle == at else low + (value - low) * (0.9 - at) / (middle - at)
                break
            before, seen = (value, middle), seen + weight
        else:
            most = pairs[-1][0]
        return [min(value, most) for value in values]

    def mean(values, weights):
        return sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights)

    past = [d for d in days if timedelta() < on - d.day <= timedelta(days=182)]
    nears = [near(d.day) for d in past]
    totals = cut([d.so_far + d.rest for d in past], nears)
    every = mean(totals, nears)
    levels = []
    for weekday in range(7):
        mine = [
            (t, w)
            for d, t, w in zip(past, totals, nears, strict=True)
            if d.day.weekday() == weekday
        ]
        levels.append((sum(t * w for t, w in mine) + every) / (sum(w for _, w in mine) + 1))
    weights = [
        w * (1 if d.day.weekday() == on.weekday() else 0.3)
        for d, w in zip(past, nears, strict=True)
    ]
    brought = [levels[on.weekday()] / levels[d.day.weekday()] for d in past]
    came = cut([d.so_far * f for d, f in zip(past, brought, strict=True)], weights)
    left = cut([d.rest * f for d, f in zip(past, brought, strict=True)], weights)
    x, y = mean(came, weights), mean(left, weights)
    xs, xy = (
        mean([(a - x) ** 2 for a in came], weights),
        mean([(a - x) * (b - y) for a, b in zip(came, left, strict=True)], weights),
    )
    n = sum(weights) ** 2 / sum(w**2 for w in weights)
    slope = xy / xs * n / (n + 10)
    return y + slope * (min(so_far, max(came)) - x), mean([abs(v) for v in left], weights)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_oracle_says_the_same(seed):
    """Expectation, spread and chance of a day, from the definition alone."""
    days = random_days(120, seed)
    on = days[-1].day + timedelta(days=1)
    to_come, scale = told_by_hand(days, on, 90.0)
    misses = []
    for n, day in enumerate(days[7:], 7):
        told, size = told_by_hand(days[:n], day.day, day.so_far)
        weight = 0.5 ** ((on - day.day).days / 28) * (
            1 if day.day.weekday() == on.weekday() else 0.3
        )
        misses.append((max(90 + to_come + scale * (day.rest - told) / size, 90), weight))
    found = outlook(walk(days), on, 90.0, usual(days, on))
    assert found.ends.values == pytest.approx([end for end, _ in sorted(misses)])
    n = sum(w for _, w in misses) ** 2 / sum(w * w for _, w in misses)
    assert found.n == pytest.approx(n)
    below = sum(w for end, w in misses if end < 200) / sum(w for _, w in misses)
    assert found.chance(200) == pytest.approx(0.5 + (0.5 - below) * n / (n + 1))


def test_a_day_is_told_from_the_days_before_it():
    """Whatever comes later, what was told of a day stays."""
    days = random_days(90, 4)
    later = [replace(day, rest=day.rest * 1000) for day in days[60:]]
    before, after = walk(days), walk([*days[:60], *later])
    assert before[:53] == after[:53]
    assert [one.usual for one in before[53:54]] == [one.usual for one in after[53:54]]


def test_amounts_have_no_unit():
    """In pence every end is a hundred times as large, and every chance is the same."""
    days = random_days(100, 5)
    pence = [replace(d, so_far=d.so_far * 100, rest=d.rest * 100) for d in days]
    on = days[-1].day + timedelta(days=1)
    one = outlook(walk(days), on, 50.0, usual(days, on))
    hundred = outlook(walk(pence), on, 5000.0, usual(pence, on))
    assert hundred.within() == pytest.approx([bound * 100 for bound in one.within()])
    assert hundred.chance(30_000) == pytest.approx(one.chance(300))


def test_without_later_days_the_month_is_today():
    days = random_days(80, 6)
    on = days[-1].day + timedelta(days=1)
    now = usual(days, on)
    told = walk(days)
    today = outlook(told, on, 10.0, now)
    assert ahead(told, on, today, now, []).outlook == today


def test_days_that_move_together_make_a_wide_month():
    """Weeks of 50 and of 150, and the same days shuffled: as wide by days, not by paths."""
    dice = random.Random(7)
    swing = [50.0 if n // 7 % 2 else 150.0 for n in range(168)]
    widths = []
    for rests in (swing, dice.sample(swing, len(swing))):
        days = [Day(MONDAY + timedelta(days=n), 0.0, rest) for n, rest in enumerate(rests)]
        on = days[-1].day + timedelta(days=1)
        told, now = walk(days), usual(days, on)
        later = [on + timedelta(days=n) for n in range(1, 7)]
        found = ahead(told, on, outlook(told, on, 0.0, now), now, later)
        low, high = found.outlook.within()
        widths.append(high - low)
    assert widths[0] > 1.3 * widths[1]


def test_too_few_days_tell_nothing():
    days = random_days(20, 8)
    on = days[-1].day + timedelta(days=1)
    assert outlook(walk(days), on, 0.0, usual(days, on)) is None
    more = random_days(21, 8)
    on = more[-1].day + timedelta(days=1)
    assert isinstance(outlook(walk(more), on, 0.0, usual(more, on)), Outlook)


def test_a_record_counts_what_it_retells():
    """Of 60 days 39 had 21 before them; the record is theirs."""
    told = walk(random_days(60, 9))
    tried = retold(told)
    found = record(tried)
    assert found.days == len(tried) == 39
    inside = sum(
        low <= one.past.total <= high for one, end in tried for low, high in [end.within()]
    )
    assert isclose(found.covered, inside / 39)
    assert record([]).wape is None


def test_intervals_hold_what_they_promise():
    """Four shops of 250 days drawn at random: within 3 points of 80 %."""
    tried = [one for seed in range(4) for one in retold(walk(random_days(250, seed + 10)))]
    assert len(tried) == 4 * 229
    assert abs(record(tried).covered - 0.8) < 0.03


def test_one_huge_order_does_not_shape_the_day():
    """Of 60 days with 1 an hour one has 10,000 at eight: a usual day is still even."""
    days = [Day(MONDAY + timedelta(days=n), 12.0, 12.0) for n in range(60)]
    hours = {d.day: dict.fromkeys(range(24), 1) for d in days}
    days[30] = replace(days[30], so_far=10_011.0)
    hours[days[30].day] = dict.fromkeys(range(24), 1) | {8: 10_000}
    found = filling(days, hours, days[-1].day + timedelta(days=1), (24.0,) * 7)
    assert found.hours[6] == pytest.approx(0.25, abs=0.01)
    assert found.hours[12] == pytest.approx(found.now) == pytest.approx(0.5, abs=0.01)
    assert found.meeting(0.4, 12, past=True) == pytest.approx(0.4)
    assert found.meeting(0.4, 24, past=False) == 1


AMOUNT = st.floats(-50, 50).map(lambda n: n * 10) | st.sampled_from((0.0, 90_000.0, -90_000.0))


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(AMOUNT, AMOUNT), min_size=30, max_size=70), AMOUNT, AMOUNT)
def test_whatever_the_days_an_end_lies_within_its_interval(amounts, so_far, target):
    days = [Day(MONDAY + timedelta(days=n), *pair) for n, pair in enumerate(amounts)]
    on = days[-1].day + timedelta(days=1)
    told, now = walk(days), usual(days, on)
    today = outlook(told, on, so_far, now)
    month = ahead(told, on, today, now, [on + timedelta(days=n) for n in range(1, 5)])
    for found in (today, month.outlook):
        low, high = found.within()
        assert low <= found.expected <= high
        assert 0 <= found.chance(target) <= 1
        assert found.chance(target) >= found.chance(target + 1)
