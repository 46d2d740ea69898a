"""Which days say nothing of what is sold: closed weekdays, days off; and the days of holidays."""

import sys
from datetime import date

import numpy as np
import pytest
from series_store import days, told, total, trade

from salesops.errors import UsageError

pytestmark = pytest.mark.slow
"""Eight seconds of many small stores: CI has no more to spare."""


def often(dates, count=10):
    """Each day so many times: a busy store."""
    return [day for day in dates for _ in range(count)]


def sold_on(series):
    """The days of the past that say something."""
    dates = series.total.dates[: series.total.y.shape[1]]
    return set(dates[~np.isnan(series.total.y[0])].tolist())


def test_closed_weekdays_are_shut_in_the_past_and_ahead(tmp_path):
    open_ = [day for day in days("2026-01-05", 56) if day.weekday() != 6]
    found = told(trade(tmp_path, often(open_)), horizon=9)
    assert found.closed == {6}
    assert sold_on(found) == set(open_)
    shut = found.total.dates[found.total.closed[0]]
    assert {day.weekday() for day in shut.tolist()} == {6}
    assert [day.isoformat() for day in shut.tolist()][-2:] == ["2026-03-01", "2026-03-08"]
    assert any("on Sundays" in note for note in found.notes)


def test_a_weekday_that_opened_lately_is_open(tmp_path):
    """Two years and more without Sundays, then six with orders."""
    stop = date(2026, 3, 30)
    open_ = [day for day in days("2023-10-02", 952) if day > stop or day.weekday() != 6]
    found = told(trade(tmp_path, often(open_, 6)))
    assert found.closed == frozenset()
    assert sold_on(found) == set(open_)
    assert found.total.closed[0, date(2024, 6, 2).toordinal() - found.total.first.toordinal()]
    assert all(day > date(2025, 10, 1) for day in found.off)


def test_a_weekday_that_closed_two_months_ago_is_closed(tmp_path):
    stop = date(2026, 4, 1)
    open_ = [day for day in days("2025-10-01", 250) if day < stop or day.weekday() != 5]
    found = told(trade(tmp_path, often(open_)))
    assert found.closed == {5}
    assert date(2026, 3, 7) in sold_on(found)
    assert date(2026, 5, 2) not in sold_on(found)


def test_a_day_off_says_nothing_and_a_quiet_one_is_zero(tmp_path):
    dates = [day for day in days("2026-03-02", 28) if day != date(2026, 3, 18)]
    found = told(trade(tmp_path, often(dates)))
    assert found.off == (date(2026, 3, 18),)
    assert total(found)[16] is None
    assert found.raw[0, 16] == 0
    assert any("without any order are not learnt from: 2026-03-18" in one for one in found.notes)
    quiet = told(trade(tmp_path, often(dates, 2)))
    assert (quiet.off, total(quiet)[16]) == ((), 0.0)


def test_a_store_of_few_orders_is_never_closed(tmp_path):
    """Thirteen orders in half a year, none of them on a Sunday: that may be chance."""
    found = told(trade(tmp_path, days("2026-01-05", 13, step=14)))
    assert (found.closed, found.off) == (frozenset(), ())
    assert sum(total(found)) == 13.0


def test_months_on_one_date_close_no_day(tmp_path):
    firsts = [date(2024 + n // 12, n % 12 + 1, 1) for n in range(24)]
    found = told(trade(tmp_path, often(firsts, 30)))
    assert (found.closed, sum(total(found))) == (frozenset(), 720.0)


def test_weeks_are_not_masked(tmp_path):
    open_ = [day for day in days("2026-01-05", 56) if day.weekday() != 6]
    found = told(trade(tmp_path, often(open_)), freq="week")
    assert (found.closed, found.off, total(found)) == (frozenset(), (), [60.0] * 8)
    assert not found.total.closed.any()


def marked(series):
    """The days of each event."""
    dates = series.total.dates
    return {name: dates[mask].tolist() for name, mask in series.total.events.items()}


def test_holidays_are_marked_with_the_days_around_them(tmp_path):
    pytest.importorskip("holidays")
    found = told(trade(tmp_path, days("2025-12-20", 8)), holidays="DE", horizon=8)
    assert marked(found)["Christmas Day"] == [date(2025, 12, 25)]
    assert marked(found)["Christmas Day, day before"] == [date(2025, 12, 24)]
    assert marked(found)["New Year's Day"] == [date(2026, 1, 1)]
    assert marked(found)["New Year's Day, day after"] == [date(2026, 1, 2)]
    assert "Epiphany" not in marked(found)
    assert found.parts.events.keys() == found.total.events.keys()


def test_a_part_of_a_country_has_its_own(tmp_path):
    pytest.importorskip("holidays")
    trade(tmp_path, days("2025-12-20", 8))
    found = told(tmp_path, holidays="de-by", horizon=14)
    assert marked(found)["Epiphany"] == [date(2026, 1, 6)]


def test_the_day_before_a_holiday_past_the_end_is_marked(tmp_path):
    pytest.importorskip("holidays")
    found = told(trade(tmp_path, days("2025-12-10", 8)), holidays="DE", horizon=7)
    assert marked(found) == {"Christmas Day, day before": [date(2025, 12, 24)]}


def test_a_week_is_marked_by_the_holidays_in_it(tmp_path):
    pytest.importorskip("holidays")
    found = told(trade(tmp_path, days("2025-12-01", 42)), freq="week", holidays="DE", horizon=2)
    assert marked(found) == {
        "Christmas Day": [date(2025, 12, 22)],
        "Second Day of Christmas": [date(2025, 12, 22)],
        "New Year's Day": [date(2025, 12, 29)],
    }


def test_a_holiday_that_the_store_keeps_is_shut_again(tmp_path):
    """It took no order on 1 January 2025 and many on Labor Day; both come again, 2026 ahead."""
    pytest.importorskip("holidays")
    new_year = date(2025, 1, 1)
    trade(tmp_path, often(day for day in days("2024-12-01", 390) if day != new_year))
    found = told(tmp_path, holidays="DE", horizon=140)
    shut = found.total.dates[found.total.closed[0]]
    assert shut.tolist() == [new_year, date(2026, 1, 1)]
    assert any("on New Year's Day: the store had no order" in note for note in found.notes)
    without = told(tmp_path, horizon=140)
    assert not without.total.closed.any()


@pytest.mark.parametrize(
    ("country", "hint"),
    [
        ("Germany", "did you mean DE?"),
        ("Germny", "did you mean DE?"),
        ("DE-XX", "DE has no part XX; there are BB, BE"),
        ("zz", "name a country by its two letters"),
    ],
)
def test_an_unknown_country_is_refused(tmp_path, country, hint):
    pytest.importorskip("holidays")
    trade(tmp_path, days("2026-03-02", 8))
    with pytest.raises(UsageError) as refused:
        told(tmp_path, holidays=country)
    assert hint in str(refused.value)


def test_without_the_extra_the_remedy_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "holidays", None)
    trade(tmp_path, days("2026-03-02", 8))
    with pytest.raises(UsageError, match=r"pip install 'salesops\[holidays\]'"):
        told(tmp_path, holidays="DE")
