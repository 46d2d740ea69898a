"""Each way of writing a day or a stamp, against Python's own datetime."""
# ruff: noqa: DTZ001 - wall clocks are meant

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from salesops.exports.shapes import Shape
from salesops.exports.writing import TEXT_SHAPES
from salesops.queries.duck import Duck

COMMON = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def duck():
    engine = Duck()
    yield engine
    engine.close()


def first(kind: str, text: str, order: str = "") -> Shape | None:
    fitting = (s for s in TEXT_SHAPES[kind] if re.fullmatch(s.pattern, text))
    return next((s for s in fitting if s.order in ("", order)), None)


def value(duck: Duck, kind: str, text: str, order: str = ""):
    """What a value is, read by the first shape that fits it."""
    shape = first(kind, text, order)
    return (
        None
        if shape is None
        else duck.value(f"SELECT {shape.value('v')} FROM (SELECT $v AS v)", {"v": text})
    )


def minutes(duck: Duck, text: str):
    shape = first("instant", text)
    return duck.value(f"SELECT {shape.offset('v')} FROM (SELECT $v AS v)", {"v": text})


STAMPS = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)).map(
    lambda d: d.replace(microsecond=0)
)


@COMMON
@given(STAMPS, st.integers(-14 * 4, 14 * 4).map(lambda quarter: quarter * 15))
@example(datetime(2026, 1, 1), -30)
@example(datetime(2026, 1, 1), -570)
def test_stamps_with_offsets(duck, stamp, east):
    aware = stamp.replace(tzinfo=timezone(timedelta(minutes=east)))
    zone = aware.strftime("%z")
    for text in (
        f"{stamp} {zone}",
        f"{stamp:%Y-%m-%dT%H:%M:%S}{zone[:3]}:{zone[3:]}",
        f"{stamp}{zone}",
    ):
        assert value(duck, "instant", text) == stamp
        assert minutes(duck, text) == east
        utc = value(duck, "instant", text) - timedelta(minutes=minutes(duck, text))
        assert utc == aware.astimezone(UTC).replace(tzinfo=None)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01T10:00Z",
        "2026-03-01 10:00:00 UTC",
        "2026-03-01 10:00:00.123456789Z",
        "2026-03-01 9:05 GMT",
    ],
)
def test_utc_by_name(duck, text):
    assert minutes(duck, text) == 0
    assert value(duck, "instant", text).date() == date(2026, 3, 1)


@COMMON
@given(STAMPS)
def test_stamps_without_offset(duck, stamp):
    whole = stamp.replace(second=0)
    assert value(duck, "instant", str(stamp)) == stamp
    assert value(duck, "instant", f"{stamp:%Y-%m-%dT%H:%M}") == whole
    assert value(duck, "instant", f"{stamp:%m/%d/%Y %I:%M:%S %p}", "mdy") == stamp
    assert value(duck, "instant", f"{stamp:%d/%m/%Y %H:%M}", "dmy") == whole
    assert value(duck, "instant", f"{stamp:%d-%m-%Y %H:%M}", "dmy") == whole
    assert (
        value(
            duck,
            "instant",
            f"{stamp.month}/{stamp.day}/{stamp.year} {stamp.hour}:{stamp:%M}",
            "mdy",
        )
        == whole
    )


@COMMON
@given(st.dates(date(1970, 1, 1), date(2068, 12, 31)))
def test_days(duck, day):
    midnight = datetime(day.year, day.month, day.day)
    for kind in ("date", "instant"):
        assert value(duck, kind, f"{day}") == midnight
        assert value(duck, kind, f"{day:%d.%m.%Y}") == midnight
        assert value(duck, kind, f"{day:%Y%m%d}") == midnight
        assert value(duck, kind, f"{day:%m/%d/%Y}", "mdy") == midnight
        assert value(duck, kind, f"{day.day}/{day.month}/{day.year}", "dmy") == midnight
        assert value(duck, kind, f"{day:%d-%m-%Y}", "dmy") == midnight
        assert value(duck, kind, f"{day:%m-%d-%Y}", "mdy") == midnight
        assert value(duck, kind, f"{day:%d/%m/%y}", "dmy") == (
            midnight if day.year >= 1969 else None
        )


@COMMON
@given(st.dates(date(1970, 1, 1), date(2068, 12, 31)))
def test_a_year_first_needs_no_zeros_to_be_plain(duck, day):
    text = f"{day.year}-{day.month}-{day.day}"
    assert value(duck, "date", text) == datetime(day.year, day.month, day.day)
    assert value(duck, "instant", f"{text} 9:05") == datetime(day.year, day.month, day.day, 9, 5)


NO_DATES = [
    "2026-02-30",
    "2025-02-29",
    "2026-13-01",
    "2026-3-32",
    "2026-0-1",
    "20260230",
    "30.02.2026",
    "yesterday",
    "45000",
    "2026-03",
    "26-03-01",
    "01-Mar-2026",
    "March 1, 2026",
    "2026-03-01x",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_day(duck, text):
    assert value(duck, "date", text, "mdy") is None


@pytest.mark.parametrize(
    "text",
    [
        *NO_DATES,
        "2026-03-01 24:00",
        "2026-03-01 10:60",
        "2026-03-01 10",
        "10:30",
        "2026-02-30 10:00:00 +0100",
    ],
)
def test_what_is_no_stamp(duck, text):
    assert value(duck, "instant", text, "mdy") is None
