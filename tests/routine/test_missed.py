"""Which reports were missed: the windows between two runs, each asked for on its own morning."""

from datetime import datetime, timedelta

import pytest

from salesops import period
from salesops.errors import UsageError
from salesops.missed import MOST, since


def at(text):
    return datetime.fromisoformat(text)


def mornings(word, now, newest, week_start=1):
    window = period.closed(word, at(now), week_start)
    found = since(at(newest).date(), window, at(now))
    return [f"{morning:%Y-%m-%d %H:%M}" for morning in found.mornings]


def test_days():
    assert mornings("yesterday", "2026-03-10 06:15", "2026-03-06") == [
        "2026-03-08 06:15",
        "2026-03-09 06:15",
    ]
    assert mornings("yesterday", "2026-03-10 06:15", "2026-03-08") == []


def test_a_day_without_an_hour_is_a_day():
    """In Rome 29 March 2026 has no 02:30, and 25 October has it twice: clocks are the store's."""
    assert mornings("yesterday", "2026-03-31 02:30", "2026-03-27") == [
        "2026-03-29 02:30",
        "2026-03-30 02:30",
    ]
    assert mornings("yesterday", "2026-10-27 02:30", "2026-10-24") == ["2026-10-26 02:30"]


def test_over_the_end_of_a_year_and_of_a_february():
    assert mornings("yesterday", "2026-01-02 06:15", "2025-12-30") == ["2026-01-01 06:15"]
    assert mornings("yesterday", "2028-03-02 06:15", "2028-02-27") == [
        "2028-02-29 06:15",
        "2028-03-01 06:15",
    ]
    assert mornings("last-month", "2026-03-31 06:15", "2025-11-30") == [
        "2026-01-01 06:15",
        "2026-02-01 06:15",
    ]


def test_weeks_begin_when_those_of_the_report_do():
    # Today is a Wednesday; the weeks before it began on Sundays 22 and 29 December, 5 January.
    assert mornings("last-week", "2025-01-15 06:15", "2024-12-21", week_start=7) == [
        "2024-12-29 06:15",
        "2025-01-05 06:15",
    ]
    assert mornings("last-week", "2025-01-15 06:15", "2024-12-22", week_start=1) == [
        "2024-12-30 06:15",
        "2025-01-06 06:15",
    ]


@pytest.mark.parametrize("week_start", range(1, 8))
@pytest.mark.parametrize("word", ["yesterday", "last-week", "last-month", "last-quarter"])
def test_they_are_all_the_windows_that_cron_would_have_asked_for(word, week_start):
    """Every morning of a year, as cron would have: each window that closed, once."""
    first, now = at("2025-02-27 06:15"), at("2025-03-20 06:15") + timedelta(days=366)
    days = [first + timedelta(days=n) for n in range((now - first).days)]
    ends = dict.fromkeys(period.closed(word, day, week_start).end for day in days)
    window, (newest, *later) = period.closed(word, now, week_start), ends
    missing = [end for end in later if end < window.end]
    found = since((newest - timedelta(days=1)).date(), window, now)
    asked = [period.closed(word, morning, week_start).end for morning in found.mornings]
    assert asked == missing[-MOST:]
    assert found.more is (len(missing) > MOST)
    assert {morning.time() for morning in found.mornings} <= {now.time()}


@pytest.mark.parametrize("word", ["today", "this-week", "this-month", "2026-03", "2026-03-09"])
@pytest.mark.parametrize("now", ["2026-03-10 06:15", "2026-03-12 00:00"])
def test_a_window_without_one_before_it_is_refused(word, now):
    with pytest.raises(UsageError, match="one of yesterday, last-week"):
        mornings(word, now, "2026-03-01")


def test_windows_of_options_are_refused():
    window = period.since_until("7d", None, at("2026-03-10 06:15"))
    with pytest.raises(UsageError, match="a report of since 7d has none before it"):
        since(at("2026-03-01").date(), window, at("2026-03-10 06:15"))
