"""Where a history begins and ends: whole days, weeks and months only, and what is whole."""

from datetime import date, timedelta

import pytest
from series_store import clocked, days, told, total, trade

pytestmark = pytest.mark.slow

HOURS = [f"{hour:02}:30" for hour in range(8, 20)]
"""An order each hour, the last at half past seven in the evening."""


def test_dates_alone_end_with_the_last_of_them(tmp_path):
    trade(tmp_path, days("2026-03-02", 10))
    for as_of in ("data", "2026-03-12", "2026-03-12 15:00", "2026-04-01"):
        found = told(tmp_path, as_of=as_of)
        assert (found.end, found.partial, total(found)) == (date(2026, 3, 12), None, [1.0] * 10)


def test_what_came_after_the_data_is_not_known(tmp_path):
    found = told(trade(tmp_path, days("2026-03-02", 10)), as_of="2026-04-01")
    assert any(note.startswith("The data ends before 2026-03-12") for note in found.notes)
    assert not told(tmp_path, as_of="2026-03-12").notes


def test_the_day_of_asking_is_left_out(tmp_path):
    found = told(trade(tmp_path, days("2026-03-02", 10)), as_of="2026-03-11 15:00")
    assert found.end == found.partial == date(2026, 3, 11)
    assert total(found) == [1.0] * 9
    assert found.notes == ("2026-03-11 is not over in the data: it is left out of the past.",)


def test_what_came_after_the_moment_of_asking_is_not_there(tmp_path):
    found = told(trade(tmp_path, days("2026-03-02", 10)), as_of="2026-03-07")
    assert (found.end, found.partial, total(found)) == (date(2026, 3, 7), None, [1.0] * 5)


def test_a_day_that_the_export_cuts_is_left_out(tmp_path):
    """Until noon five orders have come, and seven follow on every other day."""
    stamps = [*clocked(days("2026-03-02", 9), *HOURS), *clocked(days("2026-03-11", 1), *HOURS[:5])]
    trade(tmp_path, stamps)
    for as_of in ("data", "2026-03-12", "2026-05-01"):
        found = told(tmp_path, as_of=as_of)
        assert found.end == found.partial == date(2026, 3, 11), as_of
        assert total(found) == [12.0] * 9


def test_a_last_order_as_early_as_on_other_days_ends_a_full_day(tmp_path):
    stamps = [*clocked(days("2026-03-02", 9), *HOURS), *clocked(days("2026-03-11", 1), *HOURS[:5])]
    trade(tmp_path, [*stamps, *clocked(days("2026-03-01", 1), *HOURS[:4])])
    assert told(tmp_path).end == date(2026, 3, 12)


def test_a_seldom_asked_store_is_silent_by_chance(tmp_path):
    stamps = [*clocked(days("2026-03-02", 9), "09:00", "19:00"), "2026-03-11 08:00"]
    found = told(trade(tmp_path, stamps), as_of="2026-03-12")
    assert (found.end, found.partial) == (date(2026, 3, 12), None)


def test_an_evening_on_which_nothing_comes_any_more_is_over(tmp_path):
    """Orders end at half past seven: at eight the day is over, at noon it is not."""
    trade(tmp_path, clocked(days("2026-03-02", 20), *HOURS))
    assert told(tmp_path, as_of="2026-03-21 20:00").end == date(2026, 3, 22)
    assert told(tmp_path, as_of="2026-03-21 12:00").end == date(2026, 3, 21)


def test_few_orders_do_not_tell_that_a_day_is_over(tmp_path):
    trade(tmp_path, clocked(days("2026-03-02", 20), "09:00"))
    assert told(tmp_path, as_of="2026-03-21 20:00").partial == date(2026, 3, 21)


def test_a_day_of_noon_stamps_is_full(tmp_path):
    trade(tmp_path, clocked(days("2026-03-02", 20), *["12:00:00"] * 12))
    for as_of in ("data", "2026-03-22", "2026-06-01"):
        assert told(tmp_path, as_of=as_of).end == date(2026, 3, 22)


FIRSTS = [date(2024 + n // 12, n % 12 + 1, 1) for n in range(15)]
LASTS = [first - timedelta(days=1) for first in FIRSTS[1:]]
WORKDAYS = [day - timedelta(days=max(0, day.weekday() - 4)) for day in LASTS]


@pytest.mark.parametrize("dates", [FIRSTS[:-1], LASTS, WORKDAYS], ids=["1st", "last", "last work"])
@pytest.mark.parametrize("as_of", ["data", "2026-11-22 10:00"])
def test_months_dated_on_one_day_are_whole(tmp_path, dates, as_of):
    found = told(trade(tmp_path, dates), freq="month", as_of=as_of)
    assert (found.total.first, found.end) == (date(2024, 1, 1), date(2025, 3, 1))
    assert (total(found), found.partial) == ([1.0] * 14, None)


@pytest.mark.parametrize("first", ["2026-01-05", "2026-01-09", "2026-01-11"])
def test_weeks_dated_on_one_day_are_whole(tmp_path, first):
    """Each Monday, each Friday, each Sunday: ten weeks from 5 January on."""
    found = told(trade(tmp_path, days(first, 10, step=7)), freq="week")
    assert (found.total.first, found.end) == (date(2026, 1, 5), date(2026, 3, 16))
    assert (total(found), found.partial) == ([1.0] * 10, None)


@pytest.mark.parametrize(
    ("last", "weeks", "partial"),
    [("2026-03-20", 3, None), ("2026-03-19", 2, date(2026, 3, 16))],
    ids=["Friday", "Thursday"],
)
def test_a_week_needs_no_closed_weekend(tmp_path, last, weeks, partial):
    """Sold on workdays from Monday 16 February on: one on Friday ends its week, on Thursday not."""
    stop = date.fromisoformat(last)
    open_ = [day for day in days("2026-02-16", 40) if day.weekday() < 5 and day <= stop]
    found = told(trade(tmp_path, open_), freq="week")
    assert len(total(found)) == weeks + 2
    assert found.partial == partial
    assert found.end == (partial or date(2026, 3, 23))


def test_a_week_that_is_begun_is_left_out_and_said(tmp_path):
    found = told(trade(tmp_path, days("2026-02-16", 38)), freq="week")
    assert found.end == found.partial == date(2026, 3, 23)
    assert total(found) == [7.0] * 5
    assert "The week from 2026-03-23 is not over" in found.notes[0]


def test_a_first_week_or_month_that_the_data_enters_late_is_left_out(tmp_path):
    trade(tmp_path, days("2026-01-14", 78))
    assert told(tmp_path, freq="week").total.first == date(2026, 1, 19)
    months = told(tmp_path, freq="month")
    assert (months.total.first, months.end) == (date(2026, 2, 1), date(2026, 4, 1))
    assert total(months) == [28.0, 31.0]


def test_a_first_week_without_its_closed_monday_is_whole(tmp_path):
    open_ = [day for day in days("2026-02-17", 41) if day.weekday()]
    assert told(trade(tmp_path, open_), freq="week").total.first == date(2026, 2, 16)


WORKDAYS_OF_SPRING = [day for day in days("2026-03-02", 89) if day.weekday() < 5]
"""Monday 2 March to Friday 29 May: the months begin and end on a closed Sunday."""


def test_a_month_needs_no_closed_days_at_its_ends(tmp_path):
    trade(tmp_path, [day for day in WORKDAYS_OF_SPRING for _ in range(6)])
    months = told(tmp_path, freq="month")
    assert (months.total.first, months.end) == (date(2026, 3, 1), date(2026, 6, 1))
    assert total(months) == [22 * 6.0, 22 * 6.0, 21 * 6.0]


def test_closed_days_until_today_are_known(tmp_path):
    """Friday is the last day with orders; on Monday, Saturday and Sunday are known to be closed."""
    trade(tmp_path, [day for day in WORKDAYS_OF_SPRING for _ in range(6)])
    ends = {"2026-05-30": 30, "2026-05-31": 31, "2026-06-01": 32, "2026-06-03": 32}
    for as_of, end in ends.items():
        assert told(tmp_path, as_of=as_of).end == date(2026, 4, 30) + timedelta(days=end)
    assert total(told(tmp_path, as_of="2026-06-01"))[-3:] == [6.0, None, None]


def test_two_periods_do_not_tell_when_sales_come(tmp_path):
    found = told(trade(tmp_path, FIRSTS[:3]), freq="month")
    assert (total(found), found.partial) == ([1.0, 1.0], date(2024, 3, 1))


def test_a_period_of_which_nothing_is_known_is_not_begun(tmp_path):
    found = told(trade(tmp_path, days("2026-02-02", 28)), freq="week")
    assert (found.end, found.partial) == (date(2026, 3, 2), None)
    cut = told(tmp_path, freq="week", as_of="2026-03-01 12:00")
    assert cut.end == cut.partial == date(2026, 2, 23)
