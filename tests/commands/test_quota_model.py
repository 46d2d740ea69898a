"""The arithmetic of quota and ramp: plans by days, lines that cover, chance, and waiting times."""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.commands.rep_quotas.days import quota
from salesops.commands.team._quota.course import Course
from salesops.commands.team._quota.rows import WonDay
from salesops.commands.team._quota.span import Span
from salesops.models.chance import so_few
from salesops.models.ramp import Service, months_between, plan_of, share_in
from salesops.models.survival import Wait, median, median_within, steps
from salesops.result import Period

DAY = timedelta(days=1)
SOME = date(2024, 1, 1)
days = st.integers(0, 900).map(lambda n: SOME + n * DAY)


@pytest.mark.parametrize(
    ("text", "percents"),
    [
        ("25,50,75,100", (25, 50, 75, 100)),
        ("25 % / 50 %", (25, 50)),
        ("33.5;66", (33.5, 66)),
        ("100", (100,)),
        ("standard", None),
        ("", None),
        (None, None),
        ("25,,50", None),
        ("-5,10", None),
    ],
)
def test_what_a_plan_may_say(text, percents):
    found = plan_of(text)
    assert found == (percents and tuple(Fraction(str(p)) / 100 for p in percents))


@given(start=days, first=days, length=st.integers(0, 200), stays=st.integers(0, 300))
def test_days_due_are_those_counted_one_by_one(start, first, length, stays):
    plan = (Fraction(1, 4), Fraction(1, 2))
    service = Service(start, start + stays * DAY, plan)
    after = first + length * DAY
    slowly = sum(
        share_in(plan, months_between(start, day))
        for day in (first + n * DAY for n in range(length))
        if start <= day <= start + stays * DAY
    )
    assert service.due(first, after) == slowly


MONTHS = {f"2026-{m:02}": Decimal(100 * m) for m in range(1, 13)}


@pytest.mark.parametrize(
    ("lines", "first", "after", "stated", "prorated"),
    [
        (MONTHS, (2026, 1), (2027, 1), "7800", False),
        (MONTHS | {"2026": Decimal(9), "2026-Q1": Decimal(8)}, (2026, 1), (2027, 1), "7800", False),
        ({"2026": Decimal(9), "2026-Q1": Decimal(8)}, (2026, 1), (2026, 4), "8", False),
        ({"2026": Decimal(365)}, (2026, 2), (2026, 3), "28", True),
        # Two of three months: the quarter covers all of it, its months do not.
        ({"2026-01": Decimal(1), "2026-02": Decimal(1), "2026-Q1": Decimal(9)},
         (2026, 1), (2026, 4), "9", False),
        # Nothing covers all of the quarter: what there is counts.
        ({"2026-01": Decimal(1), "2026-02": Decimal(2)}, (2026, 1), (2026, 4), "3", False),
        ({"2026-Q1": Decimal(9), "2026-04": Decimal(5)}, (2026, 1), (2026, 5), "14", False),
        ({"2026-03-02": Decimal(7), "2026-03": Decimal(31)}, (2026, 3), (2026, 4), "31", False),
    ],
)  # fmt: skip
def test_the_finest_lines_that_cover_the_days(lines, first, after, stated, prorated):
    found = quota(lines, date(*first, 1), date(*after, 1), Service(), 2)
    assert (found.stated, found.prorated) == (Decimal(stated), prorated)
    assert found.ramped == found.stated


def test_no_line_of_these_days_is_no_quota():
    assert quota(MONTHS, date(2025, 1, 1), date(2026, 1, 1), Service(), 2) is None


@given(st.lists(days, min_size=2, max_size=6, unique=True))
def test_parts_of_a_span_add_up_to_it(cuts):
    """Whatever days a year's quota is cut at, the parts are the whole."""
    lines = {str(year): Decimal(366_000) for year in range(2024, 2027)}
    cuts = sorted(cuts)
    exact = [quota(lines, a, b, Service(), 12).stated for a, b in pairwise(cuts)]
    whole = quota(lines, cuts[0], cuts[-1], Service(), 12).stated
    assert abs(sum(exact) - whole) < Decimal("0.000001")


def test_the_usual_course_of_months_that_close_late():
    """A tenth in the first half, the rest on the last day: at half of the days a tenth is usual."""
    won = []
    for month in range(1, 9):
        won += [WonDay(date(2026, month, 3), 1, Decimal(10))]
        last = date(2026, month + 1, 1) - DAY
        won += [WonDay(last, 1, Decimal(90))]
    start, noon, end = map(datetime.fromisoformat, ("2026-09-01", "2026-09-16 12:00", "2026-10-01"))
    span = Span(Period(start, noon, "2026-09", so_far=True), end)
    course = Course(span, won, 4)
    assert [one.window.name for one in course.past[:2]] == ["2026-08", "2026-07"]
    assert len(course.past) == 7  # January began before the first deal of all
    assert course.usual(0.5) == pytest.approx(0.1)
    assert (course.usual(0.0), course.usual(1.0)) == (0.0, 1.0)
    point = course.point(span.window.end)
    assert point == pytest.approx(11.5 / 22)
    late = course.share(date(2026, 9, 14), date(2026, 10, 1), span.window.end)
    assert late == pytest.approx(0.0)


def test_chance_of_so_few():
    assert so_few(0, 3.0) == pytest.approx(exp(-3))
    assert so_few(2, 3.0) == pytest.approx(0.42319, abs=1e-5)
    assert so_few(100, 3.0) == pytest.approx(1.0)
    assert so_few(3, 0.0) == 1.0


def test_waiting_times_of_a_published_trial():
    """6-MP of Freireich 1963: S(6) 0.857, S(10) 0.753, S(23) 0.448; the median is 23."""
    happened = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    waits = [Wait(d, True) for d in happened] + [Wait(d, False) for d in censored]
    random.Random(5).shuffle(waits)
    left = {s.days: round(s.left, 3) for s in steps(waits)}
    assert (left[6], left[10], left[23]) == (0.857, 0.753, 0.448)
    assert median(waits) == 23
    assert median([Wait(9, False)]) is None
    assert median([]) is None


@pytest.mark.parametrize(
    ("happened", "censored", "middle", "within"),
    [
        # As lifelines 0.30.3 says them (log-log), and the same of 400 drawn ones.
        # 6-MP and placebo of Freireich 1963:
        ([6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35], 23,
         (13, None)),
        ([1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23], [], 8, (4, 11)),
        # Both arms of aml (Miller 1981):
        ([9, 13, 18, 23, 31, 34, 48], [13, 28, 45, 161], 31, (13, None)),
        ([5, 5, 8, 8, 12, 23, 27, 30, 33, 43, 45], [16], 23, (5, 33)),
        ([9], [], 9, (None, None)),
        ([], [9], None, (None, None)),
    ],
)  # fmt: skip
def test_where_the_median_of_a_published_trial_lies(happened, censored, middle, within):
    waits = [Wait(d, True) for d in happened] + [Wait(d, False) for d in censored]
    assert (median(waits), median_within(waits)) == (middle, within)
