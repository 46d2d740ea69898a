"""quota's expected end: its 80 % interval by hand, when there is none, and how often it holds."""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import fmean
from types import SimpleNamespace

import pytest
from quota_store import AS_OF, quota, store

from salesops import open as opened
from salesops.commands.team import quota as module
from salesops.commands.team._quota.course import Course
from salesops.commands.team._quota.ending import Ending, ending
from salesops.commands.team._quota.rows import WonDay
from salesops.commands.team._quota.span import Span
from salesops.commands.team._quota.story import Story
from salesops.periods.dates import step
from salesops.result import Period

pytestmark = pytest.mark.usefixtures("loaded_once")
SAMPLE = Path(__file__).parents[2] / "sample_data"
DAY = timedelta(days=1)
MONTHS = ["2025-12", *(f"2026-{month:02}" for month in range(1, 9))]
TENTHS = (3, 1, 4, 9, 5, 2, 6, 8, 7)
"""Of each month's won value, how much had closed by its middle."""
ENDS = "first,Ann,Won,5,2025-10-01,2025-11-03\nlast,Ann,Demo,5,2026-09-15,\n"
"""From when to when the data reaches; a month that began before it teaches nothing."""


def deals(tenths, won=400):
    """Months that won 1,000 each, early and late; this one has won some so far."""
    rows = [ENDS]
    for month, early in zip(MONTHS[-len(tenths) :], tenths, strict=True):
        for amount, day in ((100 * early, "02"), (1000 - 100 * early, "28")):
            rows.append(f"{month}-{day},Ann,Won,{amount},2025-10-01,{month}-{day}\n")
    return "".join([*rows, f"now,Ann,Won,{won},2025-10-01,2026-09-02\n"])


@pytest.mark.parametrize(
    ("tenths", "won", "end", "bounds", "said"),
    [
        # Half is usual by now. Of nine the outer tenths are the least and the most: 400 / .9, / .1.
        (TENTHS, 400, "800.00", ("444.44", "4000.00"), "of won value"),
        ((3, 0, *TENTHS[2:]), 400, "818.18", ("444.44", None), "no upper bound"),
        # A month that was won by its middle: what is won is the least.
        ((3, 1, 4, 10, *TENTHS[4:]), 400, "782.61", ("400.00", "4000.00"), "of won value"),
        (TENTHS, 0, "0.00", (None, None), "No interval of the end: nothing is won yet"),
        (TENTHS[:8], 400, "842.11", (None, None), "only 8 periods before"),
    ],
)
def test_the_interval_by_hand(tmp_path, tenths, won, end, bounds, said):
    answer = quota(store(tmp_path, deals(tenths, won), "Ann,,2026-09,90000"))
    assert answer["projection"] == end
    assert (answer["projection_low"], answer["projection_high"]) == bounds
    assert said in answer.notes
    assert ("No interval" in answer.notes) == (bounds[0] is None)


def test_headline_and_finding_say_it(tmp_path):
    with opened(
        store(tmp_path, deals((9,) * 8 + (8,), 90), "Ann,,2026-09,9000"), as_of=AS_OF
    ) as db:
        report = module.quota(db)
    (behind,) = [found for found in report.findings if found.code == "quota-behind"]
    assert "in the end (80 %: 100.00 to 112.50)." in report.headline
    assert "(80 %: 100.00 to 112.50)." in behind.message
    assert round(behind.facts["projection_low"], 2) == 100
    assert round(behind.facts["projection_high"], 2) == Decimal("112.5")


# --- How often it holds


def at(days, first, moment):
    """What stands of a month at that moment."""
    start, end = first_at(first), step(first_at(first), "month", 1)
    span = Span(Period(start, moment, f"{first:%Y-%m}", so_far=True), end)
    known = [one for one in days if one.day < moment.date()]
    course = Course(span, known, 4)
    won = sum((d.value for d in known if d.day >= first), Decimal(0))
    point = course.point(moment)
    usual = Decimal(str(course.usual(point)))
    begun = usual >= Decimal("0.3")
    return SimpleNamespace(
        course=course, point=point, result=SimpleNamespace(won=won),
        projection=won / usual if begun else None,
    )  # fmt: skip


def first_at(day):
    return datetime.combine(day, datetime.min.time())


def held(days, first, moment):
    """Whether the month's end came within the interval told then; None where none was told."""
    told = ending(at(days, first, moment))
    if told == Ending():
        return None
    after = step(first_at(first), "month", 1).date()
    end = sum((d.value for d in days if first <= d.day < after), Decimal(0))
    near = Decimal("0.0001")
    return told.low - near <= end and (told.high is None or end <= told.high + near)


def drawn(dice, deals_a_month, late):
    """Sixteen months of deals on working days, whose sizes differ much."""
    won = {}
    day, end = date(2025, 6, 1), date(2026, 10, 1)
    while day < end:
        if day.isoweekday() <= 5:
            more = 1.6 if late and day.day > 20 else 0.7 if late else 1.0
            n = sum(dice.random() < more * deals_a_month / 21 / 20 for _ in range(20))
            value = sum(dice.lognormvariate(6, 0.8) for _ in range(n))
            won[day] = WonDay(day, n, Decimal(f"{value:.2f}"))
        day += DAY
    return [one for one in won.values() if one.deals]


@pytest.mark.slow
@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("deals_a_month", [15, 60])
def test_it_holds_four_ends_of_five(deals_a_month, late):
    dice = random.Random(f"{deals_a_month} {late}")
    found = []
    for _ in range(250):
        days = drawn(dice, deals_a_month, late)
        moment = first_at(date(2026, 9, dice.randrange(10, 28)))
        found.append(held(days, date(2026, 9, 1), moment))
    told = [one for one in found if one is not None]
    assert len(told) > 150
    assert 0.72 < fmean(told) < 0.90  # 250 draws: 2.5 standard errors are .06


@pytest.mark.slow
def test_it_held_on_the_sample():
    """Each whole month that has nine before it, asked on each of its days."""
    with opened(SAMPLE, as_of="2026-09-18 15:10") as db:
        days = Story(db.read("team/quota"), None, "rep", module.Limits()).course.days
    found = []
    first = date(2025, 11, 1)
    while first < date(2026, 9, 1):
        after = step(first_at(first), "month", 1).date()
        each = [
            held(days, first, first_at(first) + DAY * n) for n in range(1, (after - first).days)
        ]
        found += [one for one in each if one is not None]
        first = after
    assert len(found) > 100
    assert fmean(found) > 0.7
