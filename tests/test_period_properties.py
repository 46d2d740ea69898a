"""What holds for every window, not only for those somebody thought of."""

from datetime import date, datetime, time, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from salesops.errors import UsageError
from salesops.period import (
    COMPARISONS,
    closed,
    days,
    parse_since,
    parse_until,
    shifted,
    since_until,
    to_date,
    to_date_bases,
)
from salesops.result import Period

moment = datetime.fromisoformat
clocks = st.one_of(st.just(time.min), st.times())
instants = st.builds(
    datetime.combine,
    st.dates(date.fromisoformat("1990-01-01"), date.fromisoformat("2060-12-31")),
    clocks,
)
units = st.sampled_from(["month", "quarter", "year"])
counted = st.builds("{}{}".format, st.integers(0, 999), st.sampled_from("hdwmy"))
words = st.one_of(
    counted,
    st.sampled_from("today yesterday monday friday sunday".split()),
    st.dates(date.fromisoformat("1950-01-01"), date.fromisoformat("2100-01-01")).map(str),
    instants.map(lambda at: at.strftime("%Y-%m-%d %H:%M:%S")),
    instants.map(lambda at: at.strftime("%Y-%m")),
    instants.map(lambda at: at.strftime("%Y")),
)


@st.composite
def periods(draw, days_at_most=500):
    start = draw(instants)
    end = datetime.combine(start + timedelta(draw(st.integers(0, days_at_most))), draw(clocks))
    assume(start <= end)
    return Period(start, end, "w", so_far=end.time() != time.min)


def span(period):
    return period.start, period.end


@given(periods(), st.sampled_from(COMPARISONS))
def test_a_shift_keeps_local_clock_times_and_goes_back(period, versus):
    moved = shifted(period, versus)
    assert (moved.start.time(), moved.end.time()) == (period.start.time(), period.end.time())
    assert moved.start < period.start
    assert moved.end < period.end
    assert (moved.start < moved.end) == (period.start < period.end)
    assert moved.so_far == period.so_far


@given(periods())
def test_prev_is_disjoint_and_touches_as_many_days_or_is_whole(period):
    moved = shifted(period, "prev")
    assert moved.end <= period.start
    if period.start.day != 1:
        assert len(days(moved)) == len(days(period))


@given(periods(days_at_most=1), st.sampled_from(["prev-month", "prev-year"]))
def test_one_day_is_compared_with_one_day(period, versus):
    assume(period.end.time() == time.min or period.start.date() == period.end.date())
    assert len(days(shifted(period, versus))) == len(days(period))


@given(periods())
def test_prev_week_and_prev_year_dow_commute_and_keep_weekdays(period):
    one = shifted(shifted(period, "prev-week"), "prev-year-dow")
    other = shifted(shifted(period, "prev-year-dow"), "prev-week")
    assert span(one) == span(other)
    assert one.start.weekday() == period.start.weekday()
    assert one.end - one.start == period.end - period.start


@given(periods())
def test_days_cover_the_period_exactly(period):
    found = days(period)
    length = timedelta()
    for n, (day, complete) in enumerate(found):
        midnight = datetime.combine(day, time.min)
        piece = min(midnight + timedelta(1), period.end) - max(midnight, period.start)
        assert piece > timedelta()
        assert complete == (piece == timedelta(1))
        assert day == found[0][0] + timedelta(n)
        length += piece
    assert length == period.end - period.start


@given(st.none() | words, st.none() | words, instants)
def test_since_until_never_exceeds_as_of(since, until, as_of):
    try:
        period = since_until(since, until, as_of)
    except UsageError:
        return
    assert period.start <= period.end <= as_of
    assert period.so_far == (period.end == as_of and as_of.time() != time.min)
    for versus in COMPARISONS:
        shifted(period, versus)


@given(counted, instants)
def test_until_a_span_meets_since_that_span(text, as_of):
    assert parse_until(text, as_of) == parse_since(text, as_of)


@given(instants, st.integers(1, 7), st.sampled_from(["week", "month", "quarter", "year"]))
def test_last_meets_this(as_of, week_start, unit):
    last = closed(f"last-{unit}", as_of, week_start)
    this = closed(f"this-{unit}", as_of, week_start)
    assert last.start < last.end == this.start <= this.end == as_of
    if unit != "week":
        assert span(shifted(last, "prev"))[1] == last.start


@given(instants, units)
def test_bases_to_date_are_no_longer_than_the_period(as_of, unit):
    period = to_date(as_of, unit)
    for _, base in to_date_bases(period, unit):
        assert base.end - base.start <= period.end - period.start
        assert base.end <= period.start or unit == "year" or base.end < period.end
        assert base.end.time() in {period.end.time(), time.min}


@given(st.text(max_size=20), instants)
def test_any_text_is_a_window_or_a_usage_error(text, as_of):
    for parse in (parse_since, parse_until, closed):
        try:
            parse(text, as_of)
        except UsageError:
            continue
