"""Working hours: counted minute by minute for comparison, and the same in SQL as in Python."""

import random
from datetime import date, datetime, timedelta

import pytest
from fulfillment_store import fulfillment, store
from pulse_store import salesops

from salesops.errors import UsageError
from salesops.models.business_hours import ALWAYS, calendar

OFFICE = ("mon-fri", "09:00-17:00", "2026-03-04")
"""Wednesday 4 March is a holiday."""

at = datetime.fromisoformat


def minutes(start: datetime, end: datetime) -> int:
    """The working minutes between, each looked at by itself."""
    count = 0
    while start < end:
        working = start.isoweekday() <= 5 and start.date() != date(2026, 3, 4)
        count += working and 9 * 60 <= start.hour * 60 + start.minute < 17 * 60
        start += timedelta(minutes=1)
    return count


def test_every_minute_looked_at():
    office, dice = calendar(*OFFICE, "x"), random.Random(7)
    for _ in range(40):
        start = at("2026-02-27") + timedelta(minutes=dice.randrange(10 * 24 * 60))
        end = start + timedelta(minutes=dice.randrange(5 * 24 * 60))
        assert office.elapsed(start, end) * 60 == pytest.approx(minutes(start, end)), (start, end)


def test_days_count_up_to_the_same():
    """What SQL is given: the seconds before each day are the hours of those before it."""
    office = calendar(*OFFICE, "x")
    first = at("2026-02-27")
    for day, opens, closes, counted in office.days(first.date(), date(2026, 3, 12)):
        end = datetime.combine(day, datetime.min.time())
        assert counted / 3600 == office.elapsed(first, end)
        assert (closes - opens) / 3600 == (8 if office.worked(day) else 0)


def test_a_week_may_wrap_and_be_listed():
    weekend = calendar("fri-mon", "", "", "x")
    assert weekend.weekdays == {5, 6, 7, 1}
    assert calendar("mon, wed", "", "", "x").weekdays == {1, 3}
    assert calendar("", "", "", "x") == ALWAYS
    assert weekend.spoken == "mon, fri, sat, sun, 00:00 to 24:00"
    assert ALWAYS.elapsed(at("2026-01-02"), at("2026-01-01")) == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("mo-fr", "", ""), "mon-fri"),
        (("", "9-17", ""), "09:00-17:00"),
        (("", "17:00-09:00", ""), "within a day"),
        (("", "09:75-17:00", ""), "within a day"),
        (("", "", "25.12.2026"), "2026-12-25"),
    ],
)
def test_what_cannot_be_meant(given, said):
    with pytest.raises(UsageError, match=said):
        calendar(*given, "[fulfillment]")


ORDERS = """
    1,#1,2026-03-02 16:00,2026-03-02 16:00,2026-03-03 10:00,,paid,fulfilled,,web,
    2,#2,2026-03-03 16:00,2026-03-03 16:00,2026-03-05 16:00,,paid,fulfilled,,web,
    3,#3,2026-02-28 12:00,2026-02-28 12:00,2026-03-02 08:00,,paid,fulfilled,,web,
    4,#4,2026-03-06 16:00,2026-03-06 16:00,,,paid,unfulfilled,,web,
    5,#5,2026-03-10 08:00,2026-03-10 08:00,,,paid,unfulfilled,,web,
"""
"""Sent after 2, 8 (over the holiday) and 0 working hours; open for 12 (over a weekend) and 3."""
SETTINGS = """
[fulfillment]
promise = 8
business_days = "mon-fri"
hours = "09:00-17:00"
holidays = "2026-03-04"
"""


def test_a_promise_in_working_hours(tmp_path):
    said = fulfillment(store(tmp_path, ORDERS, salesops=SETTINGS))
    assert said.column("contacts", "order", "waiting_hours", "late_hours") == [("#4", 92.0, 4.0)]
    assert (said["sent_orders"], said["on_time_rate"]) == (3, 1.0)
    assert (said["median_hours"], said["p90_hours"]) == (2.0, pytest.approx(2 + 0.8 * 6))
    assert "mon, tue, wed, thu, fri, 09:00 to 17:00, without 1 holiday" in said.notes
    (tmp_path / "salesops.toml").unlink()
    plain = fulfillment(tmp_path)
    assert plain["on_time_rate"] == pytest.approx(1 / 3)


def test_a_setting_that_cannot_be_meant(tmp_path):
    store(tmp_path, ORDERS, salesops='[fulfillment]\nbusiness_days = "weekdays"')
    config = ("--config", str(tmp_path / "salesops.toml"))
    code, out, err = salesops("fulfillment", "--data", str(tmp_path), *config)
    assert (code, out) == (2, "")
    assert '[fulfillment] business_days = "weekdays"' in err
