"""Like meets like: which part of which period a card compares with."""

from datetime import date, datetime, timedelta

import pytest

from salesops.commands.sales._scorecard.goals import Base
from salesops.commands.sales._scorecard.periods import (
    Slot,
    bases,
    last_complete,
    named,
    under_way,
)
from salesops.errors import UsageError
from salesops.period import closed, to_date, to_date_bases

MONDAY, SUNDAY = 1, 7
PREV = Base()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def span(slot: Slot) -> tuple[str, str]:
    return f"{slot.start:%m-%d %H:%M}", f"{slot.end:%m-%d %H:%M}"


def so_far(as_of: str, unit: str, base: Base = PREV, week: int = MONDAY) -> tuple[str, str]:
    slot = under_way(at(as_of), unit, week)
    (found,) = bases(slot, base, week)
    return span(found)


@pytest.mark.parametrize(
    ("as_of", "unit", "base"),
    [
        ("2026-03-18T15:10", "month", ("02-01 00:00", "02-18 15:10")),
        ("2026-03-31T15:10", "month", ("02-01 00:00", "03-01 00:00")),  # February has no more
        ("2026-03-28T15:10", "month", ("02-01 00:00", "02-28 15:10")),
        ("2026-02-28T15:10", "month", ("01-01 00:00", "01-28 15:10")),
        ("2024-03-29T15:10", "month", ("02-01 00:00", "02-29 15:10")),  # a leap year
        ("2026-03-18T15:10", "day", ("03-17 00:00", "03-17 15:10")),
        ("2026-03-18T15:10", "week", ("03-09 00:00", "03-11 15:10")),
        ("2026-05-31T15:10", "quarter", ("01-01 00:00", "03-02 15:10")),  # 60 days so far
        # The clocks of New York went forward on 8 March 2026 and back on 1 November: the clock on
        # the wall counts, so an hour that was left out or came twice moves nothing.
        ("2026-03-08T15:10", "day", ("03-07 00:00", "03-07 15:10")),
        ("2026-11-01T15:10", "day", ("10-31 00:00", "10-31 15:10")),
        ("2026-11-01T01:30", "day", ("10-31 00:00", "10-31 01:30")),
    ],
)
def test_a_period_so_far_meets_the_same_part(as_of, unit, base):
    assert so_far(as_of, unit) == base


@pytest.mark.parametrize(
    ("as_of", "unit", "kind", "base"),
    [
        ("2026-03-18T15:10", "month", "prev-year", ("03-01 00:00", "03-18 15:10")),
        ("2024-02-29T15:10", "day", "prev-year", ("02-28 00:00", "02-28 15:10")),
        ("2024-02-29T15:10", "month", "prev-year", ("02-01 00:00", "03-01 00:00")),
        ("2026-03-18T15:10", "day", "prev-week", ("03-11 00:00", "03-11 15:10")),
        ("2026-03-18T15:10", "week", "prev-year-dow", ("03-17 00:00", "03-19 15:10")),
    ],
)
def test_other_bases(as_of, unit, kind, base):
    assert so_far(as_of, unit, Base(kind)) == base


@pytest.mark.parametrize(
    ("as_of", "unit", "own", "base"),
    [
        ("2026-03-18", "month", ("02-01 00:00", "03-01 00:00"), ("01-01 00:00", "02-01 00:00")),
        ("2026-04-01", "month", ("03-01 00:00", "04-01 00:00"), ("02-01 00:00", "03-01 00:00")),
        ("2026-03-18", "quarter", ("10-01 00:00", "01-01 00:00"), ("07-01 00:00", "10-01 00:00")),
    ],
)
def test_a_complete_period_meets_a_complete_one(as_of, unit, own, base):
    """However long each is: 28 days of February, 31 of January."""
    slot = last_complete(at(as_of), unit, MONDAY)
    assert slot.complete
    assert (span(slot), span(*bases(slot, Base(), MONDAY))) == (own, base)


def test_months_and_quarters_so_far_are_pulses_to_date():
    """The same windows as MTD and QTD of pulse, at every hour of two years."""
    now = at("2024-01-01T00:10")
    while now < at("2026-01-01T00:00"):
        for unit in ("month", "quarter"):
            slot = under_way(now, unit, MONDAY)
            pulse = to_date(now, unit)
            assert (slot.start, slot.end) == (pulse.start, pulse.end)
            for (_, window), kind in zip(
                to_date_bases(pulse, unit), ("prev", "prev-year"), strict=True
            ):
                (found,) = bases(slot, Base(kind), MONDAY)
                assert (found.start, found.end) == (window.start, window.end)
        now += timedelta(hours=37)


def test_nothing_is_under_way_in_the_first_instant():
    assert under_way(at("2026-03-01"), "month", MONDAY) is None
    assert under_way(at("2026-03-01T00:00:00.000001"), "month", MONDAY) is not None


def test_weeks_that_start_on_sunday():
    assert so_far("2026-03-18T15:10", "week", week=SUNDAY) == ("03-08 00:00", "03-11 15:10")


def test_the_mean_of_several_periods():
    slot = under_way(at("2026-03-18T15:10"), "week", MONDAY)
    assert [s.start.day for s in bases(slot, Base(count=4), MONDAY)] == [9, 2, 23, 16]


def baseline(name: str) -> Base:
    return Base("baseline", baseline=closed(name, at("2026-09-18T15:10")))


def test_a_baseline_gives_its_whole_weeks():
    """July 2026 begins on a Wednesday: the weeks of 6, 13 and 20 July lie within, and not 27."""
    slot = under_way(at("2026-09-18T15:10"), "week", MONDAY)
    found = bases(slot, baseline("2026-07"), MONDAY)
    assert [span(s)[0] for s in found] == ["07-06 00:00", "07-13 00:00", "07-20 00:00"]
    assert {s.end - s.start for s in found} == {slot.end - slot.start}


def test_a_baseline_gives_days_of_the_same_weekday():
    slot = under_way(at("2026-09-18T15:10"), "day", MONDAY)
    found = bases(slot, baseline("2026-07"), MONDAY)
    assert [s.first for s in found] == [date(2026, 7, day) for day in (3, 10, 17, 24, 31)]


def test_a_baseline_may_hold_no_such_period():
    slot = under_way(at("2026-09-18T15:10"), "quarter", MONDAY)
    assert bases(slot, baseline("2026-07"), MONDAY) == ()


@pytest.mark.parametrize(
    ("word", "unit", "complete"),
    [
        ("yesterday", "day", True), ("2026-09-18", "day", False), ("last-week", "week", True),
        ("2026-08", "month", True), ("2026-Q2", "quarter", True), ("today", "day", False),
        ("this-month", "month", False), ("this-quarter", "quarter", False),
        ("2026-09", "month", False),
    ],
)  # fmt: skip
def test_a_period_by_name(word, unit, complete):
    slot = named(closed(word, at("2026-09-18T15:10")), word, MONDAY)
    assert (slot.unit, slot.complete) == (unit, complete)


@pytest.mark.parametrize("word", ["last-7-days", "last-year", "this-year", "last-2-days"])
def test_a_period_that_is_no_unit_is_refused(word):
    with pytest.raises(UsageError, match="one day, week, month or quarter"):
        named(closed(word, at("2026-09-18T15:10")), word, MONDAY)
