"""A day against the median of its weekday: which days count, and what each number may do."""

from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from salesops.checks.history import RECENT, Entry, compare, median
from salesops.verdicts import Outcome

TUESDAY = datetime.fromisoformat("2026-03-03T08:00")
WEEK = timedelta(days=7)


def entry(as_of=TUESDAY, rows=100, sums=None, nulls=None, table="order_lines"):
    exact = {name: Decimal(value) for name, value in (sums or {}).items()}
    return Entry(as_of, table, 1, rows, exact, nulls or {}, f"run {as_of}")


def weeks(*rows, **others):
    """Entries of the Tuesdays before, the latest first."""
    return [entry(TUESDAY - WEEK * n, count, **others) for n, count in enumerate(rows, 1)]


def outcome(now, past, **options):
    (verdict, *_) = compare(now, past, **options)
    return verdict.outcome


@pytest.mark.parametrize(
    ("values", "middle"),
    [
        (["7"], "7"),
        (["3", "1", "2"], "2"),
        (["4", "1", "3", "2"], "2.5"),
        (["-5", "0.01", "0.02", "100"], "0.015"),
        # 38 digits: a context of 28 would round the last ones off.
        (["9999999999999999999999999999999999.0001", "9999999999999999999999999999999999.0003"],
         "9999999999999999999999999999999999.0002"),
    ],
)  # fmt: skip
def test_the_median_is_exact(values, middle):
    assert median([Fraction(value) for value in values]) == Fraction(middle)


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "0 of 4 Tuesdays so far"), (2, "2 of 4 Tuesdays so far"), (3, "3 of 4 Tuesdays so far")],
)
def test_the_first_runs_learn(days, said):
    (verdict,) = compare(entry(rows=1, sums={"amount": "1"}), weeks(*[100] * days))
    assert (verdict.outcome, verdict.measured, verdict.failed) == (Outcome.LEARNING, said, False)
    assert said in verdict.message


def test_four_tuesdays_are_enough():
    assert outcome(entry(), weeks(100, 100, 100, 100)) == Outcome.PASSED


@pytest.mark.parametrize(
    ("rows", "expected"), [(50, "passed"), (49, "warning"), (150, "passed"), (151, "warning")]
)
def test_rows_may_differ_by_half_of_the_median(rows, expected):
    """80, 90, 110, 120: the median is 100."""
    (verdict,) = compare(entry(rows=rows), weeks(120, 80, 110, 90))
    assert (verdict.outcome, verdict.measured) == (expected, f"{rows} rows")
    assert verdict.wanted == "50 rows to 150 rows (median of 4 Tuesdays: 100 rows)"


def test_a_failure_says_what_is_usual():
    (verdict,) = compare(entry(rows=1_049), weeks(2_101, 2_100, 2_100, 2_101))
    assert verdict.message == (
        "order_lines: 1,049 rows; the median of the last 4 Tuesdays is 2,100.5 rows: "
        "see whether the export is whole and holds the days it should."
    )
    assert (verdict.check, verdict.file, verdict.column) == ("history", "order_lines", "")


def test_the_contract_may_allow_less():
    past = weeks(100, 100, 100, 100)
    assert outcome(entry(rows=110), past, change=0.1) == "passed"
    assert outcome(entry(rows=111), past, change=0.1) == "warning"
    assert outcome(entry(rows=100), past[:2], least=2) == "passed"


def test_a_change_past_the_whole_ends_at_no_rows():
    (verdict,) = compare(entry(rows=0), weeks(100, 100, 100, 100), change=2)
    assert (verdict.outcome, verdict.wanted[:20]) == ("passed", "0 rows to 300 rows (")


def test_odd_answers_to_how_many_days_are_enough():
    (verdict,) = compare(entry(), [], least=0)
    assert verdict.measured == "0 of 1 Tuesday so far"
    (verdict,) = compare(entry(), weeks(*[100] * 30), least=20)
    assert verdict.wanted.endswith("(median of 20 Tuesdays: 100 rows)")


def test_other_weekdays_tables_and_later_days_do_not_count():
    past = [
        *[entry(TUESDAY - timedelta(days=n), 9_999) for n in (1, 2, 3, 4, 5, 6)],
        *[entry(TUESDAY - WEEK * n, 9_999, table="customers") for n in (1, 2, 3, 4)],
        *[entry(TUESDAY + WEEK * n, 9_999) for n in (0, 1, 2)],
    ]
    (verdict,) = compare(entry(), past)
    assert verdict.measured == "0 of 4 Tuesdays so far"
    assert outcome(entry(), [*past, *weeks(100, 100, 100, 100)]) == "passed"


def test_the_latest_run_of_a_day_counts_in_whatever_order_they_were_kept():
    """Three early runs of each Tuesday saw 9 rows, the last 100: nine entries are three days."""
    early = [entry(day.as_of - timedelta(hours=n), 9) for day in weeks(1, 1, 1) for n in (1, 2, 3)]
    (verdict,) = compare(entry(), [*weeks(100, 100, 100), *early])
    assert verdict.measured == "3 of 4 Tuesdays so far"
    (verdict,) = compare(entry(), [*weeks(100, 100, 100, 100), *early])
    assert verdict.wanted.endswith("(median of 4 Tuesdays: 100 rows)")


def test_a_run_of_this_morning_is_not_a_day_before():
    morning = entry(TUESDAY - timedelta(hours=2), rows=9)
    (verdict,) = compare(entry(rows=9), [morning, *weeks(100, 100, 100)])
    assert verdict.measured == "3 of 4 Tuesdays so far"


def test_only_the_latest_quarter_counts():
    """Twelve Tuesdays of 300 rows; hundreds of 100 before them are another time."""
    past = weeks(*[300] * RECENT, *[100] * 200)
    (verdict,) = compare(entry(rows=300), past)
    assert verdict.wanted == "150 rows to 450 rows (median of 12 Tuesdays: 300 rows)"
    assert verdict.outcome == "passed"


def test_a_usual_zero():
    past = weeks(0, 0, 0, 0, sums={"refunded": "0"})
    none, sum_ = compare(entry(rows=0, sums={"refunded": "0"}), past)
    assert (none.outcome, sum_.outcome) == ("passed", "passed")
    assert none.wanted == "0 rows (median of 4 Tuesdays: 0 rows)"
    one, cent = compare(entry(rows=1, sums={"refunded": "-0.01"}), past)
    assert (one.outcome, one.measured) == ("warning", "1 row")
    assert (cent.outcome, cent.measured) == ("warning", "-0.01")


@pytest.mark.parametrize(
    ("total", "expected"), [("-50.01", "passed"), ("-49.99", "warning"), ("-150.01", "warning")]
)
def test_sums_below_zero(total, expected):
    """Refunds of 100.00 a day: half of that either way."""
    past = weeks(10, 10, 10, 10, sums={"amount": "-100.00"})
    _, verdict = compare(entry(rows=10, sums={"amount": total}), past)
    assert (verdict.outcome, verdict.column) == (expected, "amount")
    assert verdict.wanted == "-150.00 to -50.00 (median of 4 Tuesdays: -100.00)"


def test_a_sum_of_38_digits_is_compared_to_the_last():
    usual = "9999999999999999999999999999999999.0001"
    past = weeks(1, 1, 1, 1, sums={"amount": usual})
    _, same = compare(entry(rows=1, sums={"amount": usual}), past, change=0)
    _, more = compare(entry(rows=1, sums={"amount": usual.replace("1", "2")}), past, change=0)
    assert (same.outcome, more.outcome) == ("passed", "warning")
    assert more.measured == "9,999,999,999,999,999,999,999,999,999,999,999.0002"


@pytest.mark.parametrize(
    ("blank", "expected", "measured"),
    [
        (40, "passed", "4.0 % blank"),
        (60, "passed", "6.0 % blank"),
        (61, "warning", "6.1 % blank"),
        (19, "warning", "1.9 % blank"),
        (20, "passed", "2.0 % blank"),
    ],
)
def test_blanks_are_compared_as_a_share(blank, expected, measured):
    """4 of 100 rows were blank; of 1,000 today half as many again are 60."""
    past = weeks(100, 100, 100, 100, nulls={"email": 4})
    _, verdict = compare(entry(rows=1_000, nulls={"email": blank}), past)
    assert (verdict.outcome, verdict.measured, verdict.column) == (expected, measured, "email")


@pytest.mark.parametrize(("blank", "expected"), [(1, "passed"), (10, "passed"), (11, "warning")])
def test_a_column_that_is_never_blank_may_be_by_one_point(blank, expected):
    past = weeks(1_000, 1_000, 1_000, 1_000, nulls={"email": 0})
    _, verdict = compare(entry(rows=1_000, nulls={"email": blank}), past)
    assert verdict.outcome == expected


def test_no_rows_have_no_share_of_blanks():
    past = weeks(100, 100, 100, 100, nulls={"email": 4})
    (verdict,) = compare(entry(rows=0, nulls={"email": 0}), past)
    assert (verdict.column, verdict.outcome) == ("", "warning")


def test_a_new_column_learns_while_the_others_are_compared():
    past = [*weeks(100, 100, sums={"tax": "5"}), *weeks(1, 1, 100, 100)[2:]]
    rows, tax = compare(entry(sums={"tax": "5"}), past)
    assert rows.outcome == "passed"
    assert (tax.outcome, tax.column, tax.measured) == ("learning", "tax", "2 of 4 Tuesdays so far")
