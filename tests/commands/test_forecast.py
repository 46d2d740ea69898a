"""Forecast on a shop that sells alike every week: its columns, its sums, its words."""

from decimal import Decimal
from itertools import pairwise
from types import SimpleNamespace

import pytest
from forecast_store import (
    AS_OF,
    TODAY,
    asked,
    by_day,
    days,
    rows,
    shop,
    sold,
    weekly,
)
from pulse_store import answered, salesops

from salesops.commands.sales._forecast.judged import Judged

pytestmark = [pytest.mark.usefixtures("loaded_once"), pytest.mark.slow]

MEASURES = ("revenue", "orders", "units")
ENDS = ["lo80", "hi80", "lo95", "hi95"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """MUG sells as every week does, PLATE a third of it, LID on Fridays only."""
    lines = [
        *sold(weekly),
        *sold(lambda day: weekly(day) // 3, "PLATE"),
        *sold(lambda day: 7 if day.weekday() == 4 else 0, "LID"),
    ]
    return shop(tmp_path_factory.mktemp("weekly"), lines)


@pytest.fixture(scope="module")
def told(folder):
    return rows(folder)


def test_the_columns_are_those_that_other_tools_write(told):
    assert list(told[0]) == ["unique_id", "ds", "yhat", *ENDS]
    assert {row["unique_id"] for row in told} == {"total"}
    assert [row["ds"] for row in told] == [
        f"{day}" for day in days(TODAY, TODAY.replace(month=4, day=5))
    ]


def test_intervals_lie_within_each_other(told):
    for row in told:
        low95, low80, yhat, high80, high95 = (
            Decimal(row[name]) for name in ("lo95", "lo80", "yhat", "hi80", "hi95")
        )
        assert 0 <= low95 <= low80 <= yhat <= high80 <= high95


def test_nothing_is_expected_of_a_day_that_is_closed(told, folder):
    """17 Sundays without a sale."""
    sundays = ("2026-03-08", "2026-03-15", "2026-03-22", "2026-03-29")
    shut = [row for row in told if row["ds"] in sundays]
    assert [{float(row[name]) for name in ["yhat", *ENDS]} for row in shut] == [{0.0}] * 4
    assert "sundays" in asked(folder).notes.lower()


def test_levels_are_those_asked_for(folder):
    told = rows(folder, "--levels", "90,50", "--horizon", "1")
    assert list(told[0]) == ["unique_id", "ds", "yhat", "lo50", "hi50", "lo90", "hi90"]
    said = asked(folder, "--levels", "90,50")
    assert Decimal(said["lo50"]) <= Decimal(said["expected"]) <= Decimal(said["hi50"])
    assert {"covered50", "covered90"} <= set(said.table("backtest")[0])


@pytest.mark.parametrize("by", ["sku", "category", "channel"])
@pytest.mark.parametrize("measure", MEASURES)
def test_parts_sum_to_the_total_exactly(folder, by, measure):
    """To the cent, or to the ten-thousandth of a unit, on every date."""
    parts = rows(folder, "--by", by, "--measure", measure)
    if measure == "orders" and by != "channel":
        return
    assert by_day(parts) == by_day(rows(folder, "--measure", measure))


def test_each_series_goes_by_its_bare_name_the_largest_first(folder):
    parts = rows(folder, "--by", "sku", "--horizon", "2")
    assert [row["unique_id"] for row in parts] == ["MUG"] * 2 + ["PLATE"] * 2 + ["LID"] * 2
    assert [row["ds"] for row in parts] == ["2026-03-08", "2026-03-09"] * 3


@pytest.mark.parametrize("measure", MEASURES)
def test_what_just_passed_is_what_sales_says_of_it(folder, measure):
    said = asked(folder, "--measure", measure)
    since = ("--since", "2026-02-08", "--until", "2026-03-07")
    sales = answered("sales", folder, *since, as_of=AS_OF)
    name = "net_sales" if measure == "revenue" else measure
    assert Decimal(said["last"]) == Decimal(sales[name])
    if measure != "orders":
        each = asked(folder, "--measure", measure, "--by", "sku").table("series")
        assert Decimal(each[0]["last"]) == sum(Decimal(row["last"]) for row in each[1:])


def test_the_sum_is_that_of_its_dates(folder, told):
    said = asked(folder)
    assert Decimal(said["expected"]) == sum(Decimal(row["yhat"]) for row in told)
    assert Decimal(said["lo80"]) <= Decimal(said["expected"]) <= Decimal(said["hi80"])


def test_weeks_and_months(folder):
    """On a Friday the week that began on Monday is not over."""
    friday = rows(folder, "--freq", "week", "--horizon", "3", as_of="2026-03-06")
    weeks = [row["ds"] for row in friday]
    assert weeks == ["2026-03-02", "2026-03-09", "2026-03-16"]
    months = [row["ds"] for row in rows(folder, "--freq", "month", "--horizon", "2")]
    assert months == ["2026-03-01", "2026-04-01"]


def test_the_day_that_is_begun_is_forecast_whole(folder):
    """Saturday at noon: its order of ten is not learnt from."""
    noon = rows(folder, "--horizon", "1", as_of="2026-03-07 12:00")
    assert [row["ds"] for row in noon] == ["2026-03-07"]


def test_what_is_drawn(folder):
    """44 days that came and 28 that are ahead: a mark each in a line of 72."""
    drawn = asked(folder).table("course")
    assert len(drawn) == 72
    assert [row["ds"] for row in drawn] == sorted(row["ds"] for row in drawn)
    past, ahead = drawn[:44], drawn[44:]
    assert all(row["came"] == row["value"] and row["yhat"] is None for row in past)
    assert all(row["yhat"] == row["value"] and row["came"] is None for row in ahead)
    for row in ahead:
        ends = [Decimal(row[name]) for name in ("lowest", "low", "yhat", "high", "highest")]
        assert all(one <= other for one, other in pairwise(ends))


def test_the_headline_names_sum_interval_and_change(folder):
    said = asked(folder)
    code, out, _ = salesops("forecast", "--data", str(folder), "--as-of", AS_OF)
    assert code == 0
    words = " ".join(out.split())
    assert f"{Decimal(said['expected']):,} in the next 28 days (80 % interval " in words
    assert " on the 28 days before" in words


def test_many_series_are_a_table_and_the_rest_a_row(tmp_path):
    lines = [
        line
        for n in range(18)
        for line in sold(lambda day, n=n: 10 + n if day.weekday() == 1 else 0, f"S{n:02}")
    ]
    folder = shop(tmp_path, lines)
    said = asked(folder, "--by", "sku")
    names = [row["unique_id"] for row in said.table("series")]
    assert (len(names), names[0], names[1], names[-1]) == (17, "total", "S17", "3 others")
    whole, *parts = (Decimal(row["expected"]) for row in said.table("series"))
    assert sum(parts) == whole
    code, out, _ = salesops("forecast", "--data", str(folder), "--as-of", AS_OF, "--by", "sku")
    assert code == 0
    assert "2026-03-12" not in out
    assert len(rows(folder, "--by", "sku")) == 18 * 28


@pytest.mark.parametrize(
    ("args", "ahead", "each"),
    [
        (("--horizon", "3"), 1, "3 days"),  # fewer than a week: all of it is a mark
        (("--horizon", "28"), 4, "7 days"),
        (("--horizon", "125"), 8, "14 days"),  # 17 weeks would be more marks than 13
        (("--freq", "week", "--horizon", "2"), 2, "a week"),
    ],
)
def test_a_course_shows_all_that_is_ahead_in_few_marks(tmp_path, args, ahead, each):
    folder = shop(tmp_path, sold(weekly))
    said = asked(folder, "--by", "sku", *args)
    past, _, coming = said.table("series")[0]["course"].partition("│")
    assert (len(past), len(coming)) == (8, ahead)
    code, out, _ = salesops(
        "forecast", "--data", str(folder), "--as-of", AS_OF, "--by", "sku", *args
    )
    assert code == 0
    assert f"a mark is {each}, those past the stroke are ahead" in " ".join(out.split())


def test_confidence_is_told_where_it_is_low(tmp_path):
    """A cup was sold once: what is said of it is a guess, and prose has a column to say so."""
    mugs = sold(weekly)
    once = ["CUP-1,2026-03-02 10:00,CUP,Cups,web,1,10"]
    for lines, told in ((mugs, False), ([*mugs, *once], True)):
        folder = tmp_path / str(told)
        folder.mkdir()
        shop(folder, lines)
        found = asked(folder, "--by", "sku").table("series")
        assert {row["confidence"] for row in found} == ({"usual", "low"} if told else {"usual"})
        code, out, _ = salesops("forecast", "--data", str(folder), "--as-of", AS_OF, "--by", "sku")
        assert (code, "Confidence" in out) == (0, told)


@pytest.mark.parametrize(
    ("won", "lost", "wape", "in_vain"),
    [
        (0, 4, 0.9, False),  # a coin falls four times alike in 1 of 16
        (0, 5, 0.9, True),  # five times in 1 of 32
        (1, 5, 0.9, False),
        (1, 7, 0.9, True),  # 9 of 256
        (2, 8, 0.9, False),  # 56 of 1024, which is just too often
        (1, 9, 0.9, True),
        (0, 5, 0.1, False),  # it missed more from each, and less in sum: one origin was large
        (5, 0, 0.1, False),
        (0, 0, 0.5, False),  # as the naive itself, which is no worse than itself
    ],
)
def test_no_better_than_naive_takes_origins_enough(won, lost, wape, in_vain):
    numbers = {"won": won, "lost": lost, "wape": wape, "naive": 0.5}
    record = SimpleNamespace(**{name: [number] for name, number in numbers.items()})
    assert Judged("total", SimpleNamespace(record=record), 0).in_vain is in_vain
