"""Windows and comparisons, worked out by hand on a calendar."""

from datetime import date, datetime

import pytest

from salesops.errors import UsageError
from salesops.period import (
    COMPARISONS,
    closed,
    days,
    parse_as_of,
    parse_since,
    parse_until,
    shifted,
    since_until,
    to_date,
    to_date_bases,
)
from salesops.result import Period

at = datetime.fromisoformat
NOW = at("2026-09-18 15:10")  # a Friday
DATA = (at("2025-02-03 09:30"), at("2026-09-17 22:15"))


def window(start, end, so_far=False):
    return Period(at(start), at(end), "w", so_far)


def span(period):
    return period.start, period.end


def spanned(start, end):
    return at(start), at(end)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("today", "2026-09-18"),
        ("yesterday", "2026-09-17"),
        (" Yesterday ", "2026-09-17"),
        ("0d", "2026-09-18"),
        ("7d", "2026-09-11"),
        ("4w", "2026-08-21"),
        ("3m", "2026-06-18"),
        ("2y", "2024-09-18"),
        ("12h", "2026-09-18 03:10"),
        ("36h", "2026-09-17 03:10"),
        ("2026-03-14", "2026-03-14"),
        ("2026-03", "2026-03-01"),
        ("2026", "2026-01-01"),
        ("2026-03-14 15:00", "2026-03-14 15:00"),
        ("2026-03-14T15:00:07", "2026-03-14 15:00:07"),
        ("friday", "2026-09-18"),
        ("saturday", "2026-09-12"),
        ("Monday", "2026-09-14"),
        ("mtd", "2026-09-01"),
        ("qtd", "2026-07-01"),
        ("ytd", "2026-01-01"),
        ("999y", "1900-01-01"),
    ],
)
def test_since(text, start):
    assert parse_since(text, NOW) == at(start)


@pytest.mark.parametrize(
    ("text", "as_of", "start"),
    [
        ("1m", "2026-03-31 09:00", "2026-02-28"),
        ("1m", "2024-03-31 09:00", "2024-02-29"),
        ("1y", "2024-02-29 09:00", "2023-02-28"),
        ("13m", "2026-01-15 09:00", "2024-12-15"),
        ("qtd", "2026-03-31 09:00", "2026-01-01"),
        ("qtd", "2026-12-01 00:00", "2026-10-01"),
    ],
)
def test_since_at_a_month_end(text, as_of, start):
    assert parse_since(text, at(as_of)) == at(start)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2026-03-14", "2026-03-15"),
        ("2026-02-28", "2026-03-01"),
        ("2024-02-28", "2024-02-29"),
        ("2025-12", "2026-01-01"),
        ("2025", "2026-01-01"),
        ("yesterday", "2026-09-18"),
        ("monday", "2026-09-15"),
        ("2026-03-14 15:00", "2026-03-14 15:00"),
        ("7d", "2026-09-11"),
        ("today", "2026-09-18 15:10"),
        ("now", "2026-09-18 15:10"),
        ("friday", "2026-09-18 15:10"),
        ("2026-09", "2026-09-18 15:10"),
        ("2030-01-01", "2026-09-18 15:10"),
    ],
)
def test_until_includes_what_it_names_and_stops_at_as_of(text, end):
    assert parse_until(text, NOW) == at(end)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("yesterday", None, ("2026-09-17", "2026-09-18 15:10", "since yesterday", True)),
        (
            "2026-03-01",
            "2026-03-14",
            ("2026-03-01", "2026-03-15", "2026-03-01 to 2026-03-14", False),
        ),
        ("14d", "7d", ("2026-09-04", "2026-09-11", "14d to 7d", False)),
        ("mtd", "2026-12-31", ("2026-09-01", "2026-09-18 15:10", "since mtd", True)),
        (None, "2026-03", ("1900-01-01", "2026-04-01", "until 2026-03", False)),
        (None, None, ("1900-01-01", "2026-09-18 15:10", "until now", True)),
    ],
)
def test_since_until(since, until, expected):
    start, end, name, so_far = expected
    assert since_until(since, until, NOW, 1) == Period(at(start), at(end), name, so_far)


def test_a_window_that_ends_at_midnight_is_not_so_far():
    midnight = at("2026-09-18")
    assert since_until("yesterday", None, midnight) == Period(
        at("2026-09-17"), midnight, "since yesterday", so_far=False
    )
    assert span(since_until("today", None, midnight)) == (midnight, midnight)


@pytest.mark.parametrize(
    ("since", "until", "begin", "stop"),
    [
        ("2026-03-20", "2026-03-14", "2026-03-20", "until 2026-03-14 (2026-03-15 00:00:00)"),
        ("2026-03-15", "2026-03-14", "2026-03-15", "until 2026-03-14 (2026-03-15 00:00:00)"),
        ("2027-01-01", None, "2027-01-01", "as-of (2026-09-18 15:10:00)"),
        ("2027-01-01", "2027-01-31", "2027-01-01", "as-of (2026-09-18 15:10:00)"),
    ],
)
def test_since_after_until(since, until, begin, stop):
    with pytest.raises(UsageError) as caught:
        since_until(since, until, NOW)
    sentence = f"nothing lies between since {since} ({begin} 00:00:00) and {stop}"
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("name", "start", "end", "so_far"),
    [
        ("today", "2026-09-18", "2026-09-18 15:10", True),
        ("yesterday", "2026-09-17", "2026-09-18", False),
        ("last-week", "2026-09-07", "2026-09-14", False),
        ("last-month", "2026-08-01", "2026-09-01", False),
        ("last-quarter", "2026-04-01", "2026-07-01", False),
        ("last-year", "2025-01-01", "2026-01-01", False),
        ("this-week", "2026-09-14", "2026-09-18 15:10", True),
        ("this-month", "2026-09-01", "2026-09-18 15:10", True),
        ("this-quarter", "2026-07-01", "2026-09-18 15:10", True),
        ("this-year", "2026-01-01", "2026-09-18 15:10", True),
        ("2026-03-14", "2026-03-14", "2026-03-15", False),
        ("2026-09-18", "2026-09-18", "2026-09-18 15:10", True),
        ("2024-02", "2024-02-01", "2024-03-01", False),
        ("2026-Q1", "2026-01-01", "2026-04-01", False),
        ("2025-q4", "2025-10-01", "2026-01-01", False),
        ("2026-Q3", "2026-07-01", "2026-09-18 15:10", True),
        ("2026-W01", "2025-12-29", "2026-01-05", False),  # ISO week 1 holds 4 January
        ("2026-W12", "2026-03-16", "2026-03-23", False),
        ("2020-W53", "2020-12-28", "2021-01-04", False),
        ("2025", "2025-01-01", "2026-01-01", False),
        ("last-1-days", "2026-09-17", "2026-09-18", False),
        ("last-7-days", "2026-09-11", "2026-09-18", False),
        ("last-28-days", "2026-08-21", "2026-09-18", False),
        ("all", "2025-02-03", "2026-09-18", False),
    ],
)
def test_closed(name, start, end, so_far):
    period = closed(name, NOW, 1, DATA)
    assert (*span(period), period.so_far) == (at(start), at(end), so_far)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Last-Month", "last month"),
        ("last-28-days", "last 28 days"),
        ("2026-w12", "2026-W12"),
        ("all", "all"),
    ],
)
def test_the_name_of_a_closed_period(name, label):
    assert closed(name, NOW, 1, DATA).name == label


@pytest.mark.parametrize(
    ("week_start", "this", "last"),
    [
        (1, "2026-09-14", "2026-09-07"),
        (5, "2026-09-18", "2026-09-11"),
        (7, "2026-09-13", "2026-09-06"),
    ],
)
def test_a_week_begins_on_the_day_the_store_says(week_start, this, last):
    assert closed("this-week", NOW, week_start).start == at(this)
    assert span(closed("last-week", NOW, week_start)) == spanned(last, this)
    assert closed("2026-W12", NOW, week_start).start == at("2026-03-16")


def test_all_stops_at_as_of_and_is_empty_without_data():
    cut = closed("all", at("2026-09-17 12:00"), 1, DATA)
    assert (cut.end, cut.so_far) == (at("2026-09-17 12:00"), True)
    assert span(closed("all", NOW, 1, None)) == (NOW, NOW)
    early = at("2024-01-01 10:00")
    assert span(closed("all", early, 1, DATA)) == (early, early)
    assert span(closed("all", DATA[0], 1, DATA)) == (DATA[0], DATA[0])


def test_all_holds_a_last_stamp_at_midnight():
    stamps = spanned("2026-09-01", "2026-09-10")
    assert span(closed("all", NOW, 1, stamps)) == spanned("2026-09-01", "2026-09-11")


def test_a_period_that_has_not_begun_is_refused():
    with pytest.raises(UsageError, match="period: 2026-10 begins at 2026-10-01 00:00:00, after"):
        closed("2026-10", NOW)


def test_an_unknown_word_is_named_with_the_nearest_and_the_forms():
    with pytest.raises(UsageError) as since:
        parse_since("yestrday", NOW)
    assert str(since.value) == (
        "since: 'yestrday' is not known; did you mean yesterday? It takes today, yesterday, mtd, "
        "qtd, ytd, a weekday, 12h, 7d, 4w, 3m, 1y, 2026-03-14, 2026-03, 2026, '2026-03-14 15:00'"
    )
    with pytest.raises(UsageError) as period:
        closed("last_mnth", NOW)
    assert str(period.value).startswith(
        "period: 'last_mnth' is not known; did you mean last-month?"
    )
    assert str(period.value).endswith("all, 2026-03-14, 2026-03, 2026-Q1, 2026-W12, 2026")
    with pytest.raises(
        UsageError, match=r"until: 'xyzzy' is not known\. It takes today, yesterday, now, a"
    ):
        parse_until("xyzzy", NOW)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2026-02-30", "the day 2026-02-30 does not exist"),
        ("2025-02-29", "the day 2025-02-29 does not exist"),
        ("2026-13", "the month 2026-13 does not exist"),
        ("2026-03-14 25:00", "the time 2026-03-14 25:00 does not exist"),
        ("0000", "the year of 0000 is not within 1900 to 2199"),
        ("9999-12-31", "the year of 9999-12-31 is not within 1900 to 2199"),
    ],
)
def test_a_date_that_does_not_exist(text, sentence):
    for parse in (parse_since, parse_until):
        with pytest.raises(UsageError) as caught:
            parse(text, NOW)
        assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("text", "kind"), [("2026-Q5", "quarter"), ("2026-Q0", "quarter"), ("2025-W53", "week")]
)
def test_a_period_that_does_not_exist(text, kind):
    with pytest.raises(UsageError, match=f"the {kind} {text} does not exist"):
        closed(text, NOW)


@pytest.mark.parametrize(
    "text", ["", "d", "-7d", "7 d", "now", "२०२६", "2026-3-1", "2026-03-14 15"]
)
def test_what_since_refuses(text):
    with pytest.raises(UsageError, match="is not known"):
        parse_since(text, NOW)


@pytest.mark.parametrize("text", ["", "last-0-days", "last--days", "mtd", "7d", "2026-Q1\n2026"])
def test_what_period_refuses(text):
    with pytest.raises(UsageError, match="is not known"):
        closed(text, NOW)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-09-18 15:10", "2026-09-18 15:10"),
        ("2026-09-18T15:10:09", "2026-09-18 15:10:09"),
        ("2026-09-18", "2026-09-18 00:00"),
    ],
)
def test_as_of(text, instant):
    assert parse_as_of(text) == at(instant)


@pytest.mark.parametrize(
    "text", ["now", "2026-09", "2026-09-18T15:10Z", "2026-09-18 15:10+02:00", ""]
)
def test_as_of_refuses_what_is_no_local_time(text):
    with pytest.raises(UsageError, match=r"is not a time; write 2026-09-18, '2026-09-18 15:10' or"):
        parse_as_of(text)


def test_as_of_on_a_day_that_does_not_exist():
    with pytest.raises(UsageError, match="the day 2026-06-31 does not exist"):
        parse_as_of("2026-06-31")


def test_comparisons():
    assert COMPARISONS == ("prev", "prev-week", "prev-month", "prev-year", "prev-year-dow")


@pytest.mark.parametrize(
    ("versus", "before", "after"),
    [
        # prev: by the calendar days touched
        ("prev", ("2026-09-17", "2026-09-18 15:10"), ("2026-09-15", "2026-09-16 15:10")),
        ("prev", ("2026-09-17", "2026-09-18"), ("2026-09-16", "2026-09-17")),
        (
            "prev",
            ("2026-09-18 03:10", "2026-09-18 15:10"),
            ("2026-09-17 03:10", "2026-09-17 15:10"),
        ),
        (
            "prev",
            ("2026-09-17 20:00", "2026-09-18 08:00"),
            ("2026-09-15 20:00", "2026-09-16 08:00"),
        ),
        ("prev", ("2026-09-11", "2026-09-18"), ("2026-09-04", "2026-09-11")),
        ("prev", ("2026-09-18", "2026-09-18"), ("2026-09-17", "2026-09-17")),
        # prev: a whole month, quarter or year is against the one before
        ("prev", ("2026-03-01", "2026-04-01"), ("2026-02-01", "2026-03-01")),
        ("prev", ("2026-01-01", "2026-02-01"), ("2025-12-01", "2026-01-01")),
        ("prev", ("2026-04-01", "2026-07-01"), ("2026-01-01", "2026-04-01")),
        ("prev", ("2025-01-01", "2026-01-01"), ("2024-01-01", "2025-01-01")),
        # two months that are no quarter: 59 days
        ("prev", ("2026-02-01", "2026-04-01"), ("2025-12-04", "2026-02-01")),
        # a month that is not over is not whole: 18 days
        ("prev", ("2026-09-01", "2026-09-18 15:10"), ("2026-08-14", "2026-08-31 15:10")),
        ("prev-week", ("2026-09-17", "2026-09-18 15:10"), ("2026-09-10", "2026-09-11 15:10")),
        ("prev-week", ("2026-03-01", "2026-04-01"), ("2026-02-22", "2026-03-25")),
        ("prev-year-dow", ("2026-09-18", "2026-09-18 15:10"), ("2025-09-19", "2025-09-19 15:10")),
        ("prev-month", ("2026-09-17", "2026-09-18 15:10"), ("2026-08-17", "2026-08-18 15:10")),
        # the last day moves and is clamped, not the exclusive end
        ("prev-month", ("2026-03-30", "2026-04-01"), ("2026-02-28", "2026-03-01")),
        ("prev-month", ("2026-03-29", "2026-03-31"), ("2026-02-28", "2026-03-01")),
        ("prev-month", ("2026-03-31", "2026-03-31 15:00"), ("2026-02-28", "2026-02-28 15:00")),
        ("prev-month", ("2026-05-15", "2026-06-01"), ("2026-04-15", "2026-05-01")),
        # one day is against one day, though February ends on it
        ("prev-month", ("2026-02-28", "2026-03-01"), ("2026-01-28", "2026-01-29")),
        ("prev-month", ("2026-01-01", "2026-01-02"), ("2025-12-01", "2025-12-02")),
        # whole months
        ("prev-month", ("2026-02-01", "2026-03-01"), ("2026-01-01", "2026-02-01")),
        ("prev-month", ("2026-03-01", "2026-04-01"), ("2026-02-01", "2026-03-01")),
        ("prev-month", ("2026-01-01", "2026-04-01"), ("2025-12-01", "2026-03-01")),
        # both ends on 28 February: the window keeps its length
        (
            "prev-month",
            ("2026-03-30 18:00", "2026-03-31 06:00"),
            ("2026-02-27 18:00", "2026-02-28 06:00"),
        ),
        (
            "prev-month",
            ("2026-03-30 15:00", "2026-03-31 15:00"),
            ("2026-02-27 15:00", "2026-02-28 15:00"),
        ),
        ("prev-month", ("2026-03-31", "2026-03-31"), ("2026-02-28", "2026-02-28")),
        ("prev-year", ("2026-09-17", "2026-09-18 15:10"), ("2025-09-17", "2025-09-18 15:10")),
        ("prev-year", ("2024-02-29", "2024-03-01"), ("2023-02-28", "2023-03-01")),
        ("prev-year", ("2024-02-29", "2024-02-29 15:00"), ("2023-02-28", "2023-02-28 15:00")),
        ("prev-year", ("2024-02-01", "2024-02-29"), ("2023-02-01", "2023-03-01")),
        ("prev-year", ("2025-02-28", "2025-03-01"), ("2024-02-28", "2024-02-29")),
        ("prev-year", ("2025-02-01", "2025-03-01"), ("2024-02-01", "2024-03-01")),
        ("prev-year", ("2024-02-01", "2024-03-01"), ("2023-02-01", "2023-03-01")),
    ],
)
def test_shifted(versus, before, after):
    assert span(shifted(window(*before), versus)) == spanned(*after)


def test_a_shifted_window_says_what_it_is():
    period = since_until("yesterday", None, NOW)
    names = [shifted(period, versus).name for versus in COMPARISONS]
    assert names == [
        "since yesterday, the period before",
        "since yesterday, a week earlier",
        "since yesterday, a month earlier",
        "since yesterday, a year earlier",
        "since yesterday, 364 days earlier",
    ]
    assert all(shifted(period, versus).so_far for versus in COMPARISONS)


def test_an_unknown_comparison():
    with pytest.raises(UsageError) as caught:
        shifted(window("2026-09-17", "2026-09-18"), "prev-yaer")
    assert str(caught.value) == (
        "versus: 'prev-yaer' is not known; did you mean prev-year? "
        "It takes prev, prev-week, prev-month, prev-year, prev-year-dow"
    )


@pytest.mark.parametrize(
    ("unit", "start"), [("month", "2026-09-01"), ("quarter", "2026-07-01"), ("year", "2026-01-01")]
)
def test_to_date(unit, start):
    assert to_date(NOW, unit) == Period(at(start), NOW, f"{unit} to date", so_far=True)


@pytest.mark.parametrize(
    ("unit", "as_of", "bases"),
    [
        (
            "month",
            "2026-09-18 15:10",
            {
                "prev-month": ("2026-08-01", "2026-08-18 15:10", True),
                "prev-year": ("2025-09-01", "2025-09-18 15:10", True),
            },
        ),
        (
            "month",
            "2026-03-31 15:00",
            {
                "prev-month": ("2026-02-01", "2026-03-01", False),
                "prev-year": ("2025-03-01", "2025-03-31 15:00", True),
            },
        ),
        (
            "month",
            "2026-03-28 15:00",
            {
                "prev-month": ("2026-02-01", "2026-02-28 15:00", True),
                "prev-year": ("2025-03-01", "2025-03-28 15:00", True),
            },
        ),
        (
            "month",
            "2024-02-29 15:00",
            {
                "prev-month": ("2024-01-01", "2024-01-29 15:00", True),
                "prev-year": ("2023-02-01", "2023-03-01", False),
            },
        ),
        (
            "quarter",  # the 31st day of both; Q2's 91 days against Q1's 90
            "2026-05-01 15:00",
            {
                "prev-quarter": ("2026-01-01", "2026-01-31 15:00", True),
                "prev-year": ("2025-04-01", "2025-05-01 15:00", True),
            },
        ),
        (
            "quarter",
            "2026-06-30 15:00",
            {
                "prev-quarter": ("2026-01-01", "2026-04-01", False),
                "prev-year": ("2025-04-01", "2025-06-30 15:00", True),
            },
        ),
        # the 61st day of the year
        ("year", "2024-03-01 15:00", {"prev-year": ("2023-01-01", "2023-03-02 15:00", True)}),
        ("year", "2024-12-31 15:00", {"prev-year": ("2023-01-01", "2024-01-01", False)}),
    ],
)
def test_bases_of_a_period_to_date(unit, as_of, bases):
    found = to_date_bases(to_date(at(as_of), unit), unit)
    assert {name: (*span(base), base.so_far) for name, base in found} == {
        name: (at(start), at(end), so_far) for name, (start, end, so_far) in bases.items()
    }


def test_the_name_of_a_base():
    bases = dict(to_date_bases(to_date(NOW, "quarter"), "quarter"))
    assert bases["prev-quarter"].name == "quarter to date, a quarter earlier"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-09-17", "2026-09-18 15:10", [("2026-09-17", True), ("2026-09-18", False)]),
        ("2026-02-28", "2026-03-01", [("2026-02-28", True)]),
        ("2026-09-17 08:00", "2026-09-18", [("2026-09-17", False)]),
        ("2026-09-17 08:00", "2026-09-17 09:00", [("2026-09-17", False)]),
        ("2026-09-17", "2026-09-17", []),
        ("2026-09-17 08:00", "2026-09-17 08:00", []),
        (
            "2026-09-16 23:59",
            "2026-09-18 00:01",
            [("2026-09-16", False), ("2026-09-17", True), ("2026-09-18", False)],
        ),
    ],
)
def test_days(start, end, expected):
    assert days(window(start, end)) == [(date.fromisoformat(d), whole) for d, whole in expected]
