"""Seasonality on shops whose weeks are known by hand, alike every day, or too few."""

from datetime import date

import pytest
from forecast_store import AS_OF, FIRST, TODAY, WEEK, shop, sold, weekly
from pulse_store import answered, salesops

pytestmark = pytest.mark.usefixtures("loaded_once")

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHARES = (0.29, 0.57, 0.86, 1.14, 1.43, 1.71, None)
"""WEEK over its mean of 35 on the six open days: 10 / 35 is 0.2857."""


def asked(folder, *args, as_of=AS_OF):
    return answered("seasonality", folder, *args, as_of=as_of)


def markdown(folder, *args, as_of=AS_OF):
    """With its headline, which JSON has not."""
    given = ("--data", str(folder), "--as-of", as_of, "--format", "markdown")
    code, out, err = salesops("seasonality", *given, *args)
    assert code == 0, err
    return out


def up_and_down(day: date) -> int:
    """100 and something that no week repeats: steps of 37 round a circle of 41 days."""
    return 80 + (day - FIRST).days * 37 % 41


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """MUG sells as every week does, PLATE as much each day but Sunday, less than MUG in sum."""
    lines = [*sold(weekly), *sold(lambda day: 20 if day.weekday() < 6 else 0, "PLATE")]
    return shop(tmp_path_factory.mktemp("seasons"), lines)


def test_indices_are_those_of_the_week(tmp_path):
    said = asked(shop(tmp_path, sold(weekly)))
    found = said.table("indices")
    assert [row["phase"] for row in found] == list(DAYS)
    assert [row["index"] and round(row["index"], 2) for row in found] == list(SHARES)
    assert [row["reason"] for row in found] == [None] * 6 + ["closed"]
    assert said["strength"] > 0.99
    # 2025-11-03 to 2026-03-07 are 125 days.
    assert said["cycles"] == round((TODAY - FIRST).days / 7, 4)
    row = said.row("seasons", unique_id="total")
    assert (row["detected"], row["period"], row["why"]) == (True, "week", None)
    assert (row["peak"], row["trough"]) == ("Saturday", "Monday")
    assert row["peak_index"] == pytest.approx(60 / 35, abs=0.01)
    assert row["trough_index"] == pytest.approx(10 / 35, abs=0.01)
    assert (
        "Weekly season of net sales: Saturday sells 1.71 x the mean of a day, Monday 0.29 x "
        "(strength 1.00, 17.9 weeks seen)."
    ) in markdown(tmp_path)


def test_days_without_a_week_have_no_season(tmp_path):
    said = asked(shop(tmp_path, sold(up_and_down)))
    row = said.row("seasons", unique_id="total")
    assert row["detected"] is False
    assert row["why"].startswith(("no better out of sample", "too weak"))
    assert (row["peak"], row["trough"], row["peak_index"]) == (None, None, None)
    assert f"No weekly season of net sales: {row['why']}." in markdown(tmp_path)
    assert all(abs(row["index"] - 1) < 0.1 for row in said.table("indices"))


def test_too_short_says_how_short(folder):
    """From Monday to the Wednesday of the week after are 10 days, 1.43 weeks."""
    said = asked(folder, as_of="2025-11-13")
    assert said.row("seasons", unique_id="total")["why"] == "too few cycles: 1.4 weeks of 2"
    assert "net sales: too few cycles: 1.4 weeks of 2." in markdown(folder, as_of="2025-11-13")


@pytest.mark.parametrize(
    ("freq", "phases", "first"), [("week", 52, "week of Jan 1"), ("month", 12, "January")]
)
def test_a_year_takes_two_of_them(folder, freq, phases, first):
    """17 weeks are 0.33 years; three months, since November was begun on its third, 0.25."""
    said = asked(folder, "--freq", freq)
    row = said.row("seasons", unique_id="total")
    assert row["period"] == "year"
    years = {"week": "0.3", "month": "0.2"}[freq]
    assert row["why"] == f"too few cycles: {years} years of 2"
    names = said.column("indices", "phase")
    assert (len(names), names[0]) == (phases, first)


def test_each_part_has_its_own(folder):
    """The total of both: 60 + 20 on Saturdays over a mean of 35 + 20."""
    said = asked(folder, "--by", "sku")
    found = said.column("seasons", "unique_id", "detected", "peak")
    assert found == [("total", True, "Saturday"), ("MUG", True, "Saturday"), ("PLATE", False, None)]
    assert said.row("seasons", unique_id="total")["peak_index"] == pytest.approx(80 / 55, abs=0.01)
    assert said.row("indices", unique_id="MUG", phase="Friday")["index"] == pytest.approx(
        WEEK[4] / 35, abs=0.01
    )
    assert len(said.table("indices")) == 3 * 7
    assert "; 1 of 2 series have one." in markdown(folder, "--by", "sku")


def test_the_limit_is_a_setting(tmp_path):
    """Nothing is stronger than 1."""
    shop(tmp_path, sold(weekly), salesops="[seasonality]\nstrength = 1.1")
    said = asked(tmp_path, "--config", str(tmp_path / "salesops.toml"))
    assert said.row("seasons", unique_id="total")["why"] == "too weak: strength 1.00 of 1.10"


def test_an_unknown_group_is_refused_by_name(folder):
    code, out, err = salesops("seasonality", "--data", str(folder), "--by", "skus")
    assert (code, out) == (2, "")
    assert "did you mean sku?" in err


def test_it_is_a_part_of_a_report(folder, tmp_path):
    """Its SQL goes by no name of its own: what is read for all parts is told from what it names."""
    (tmp_path / "weeks.toml").write_text(
        'title = "Weeks"\n[[section]]\nanalysis = "seasonality"\n', encoding="utf-8"
    )
    options = ("--templates", str(tmp_path), "--data", str(folder), "--as-of", AS_OF)
    code, out, err = salesops("report", "weeks", *options, "--format", "markdown")
    assert (code, err) == (0, "")
    assert "Weekly season of net sales: Saturday sells " in out
