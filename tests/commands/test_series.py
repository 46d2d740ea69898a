"""The history of a forecast is what sales says of the same days, by the same groups."""

from datetime import date, datetime
from inspect import cleandoc
from pathlib import Path

import numpy as np
import pytest
from sales_store import LINES, ORDERS, REFUNDS, SHOP, shop
from series_store import clocked, days, parts, told, total, trade

import salesops
from salesops.commands.sales.sales import sales
from salesops.commands.series import GROUPS, history
from salesops.models.forecast.panel import Freq

pytestmark = pytest.mark.slow

SAMPLE = Path(__file__).parents[2] / "sample_data"
COLUMNS = {"revenue": "net_sales", "orders": "orders", "units": "units"}


@pytest.fixture(scope="module")
def sample():
    """The sample store, loaded once for all groups."""
    with salesops.open(SAMPLE, config=SAMPLE / "salesops.toml") as db:
        db.expect(["sales/sales", "sales/series/parts", "sales/series/skus"])
        yield db


def said(db, by, freq, measure):
    """What sales says of each group in each period of the last hundred days."""
    group = "" if by == "total" else by
    report = sales(db, by=group, freq=freq, since="2026-06-10", until="2026-09-17", top=9999)
    rows = next(table.rows for table in report.tables if table.name == "sales")
    return {
        (getattr(row, by, "total"), row.period): float(getattr(row, COLUMNS[measure]))
        for row in rows
        if row.complete and getattr(row, COLUMNS[measure])
    }


@pytest.mark.parametrize(
    ("by", "measure"),
    [("sku", "orders"), *((by, "revenue") for by in GROUPS), ("channel", "units")],
)
def test_each_day_of_each_group_is_what_sales_says(sample, by, measure):
    found = history(sample, measure, by, Freq.DAY, 7)
    ours = {
        (name, str(day)): value
        for name, row in zip(found.parts.ids, found.raw, strict=True)
        for day, value in zip(found.parts.dates, row, strict=False)
        if value and day >= np.datetime64("2026-06-10")
    }
    assert ours == pytest.approx(said(sample, by, "day", measure), abs=0.0051)


@pytest.mark.parametrize(("freq", "written"), [("week", "%G-W%V-%u"), ("month", "%Y-%m-%d")])
def test_weeks_and_months_are_what_sales_says(sample, freq, written):
    found = history(sample, "revenue", "total", Freq(freq), 4)
    ours = dict(zip(found.total.dates.tolist(), found.raw_total[0], strict=False))
    theirs = {
        datetime.strptime(f"{start}-1", written).date(): net  # noqa: DTZ007 - a day, of the store
        for (_, start), net in said(sample, "total", freq, "revenue").items()
    }
    assert len(theirs) >= 2
    assert {start: ours[start] for start in theirs} == pytest.approx(theirs, abs=0.0051)


def test_parts_sum_to_the_total_unless_an_order_counts_in_several(sample):
    channels = history(sample, "orders", "channel", Freq.WEEK, 4)
    assert channels.additive
    assert channels.raw.sum(axis=0) == pytest.approx(channels.raw_total[0])
    skus = history(sample, "orders", "sku", Freq.WEEK, 4)
    assert not skus.additive
    assert (skus.raw.sum(axis=0) >= skus.raw_total[0]).all()
    assert any("several groups" in note for note in skus.notes)


def test_a_part_says_nothing_before_its_first_sale_and_zero_after(tmp_path):
    """B is first sold on the 2nd; A comes back on the 9th; C is first sold on the 9th."""
    found = told(shop(tmp_path), "revenue", "sku", as_of="2026-03-10")
    quiet = [0.0] * 5
    assert found.total.first == date(2026, 3, 2)
    assert found.end == date(2026, 3, 10)
    assert parts(found) == {
        "A": [20.0, 10.0, *quiet, 20.0],
        "B": [30.0, 0.0, *quiet, 60.0],
        "C": [None] * 7 + [5.0],
    }
    assert found.raw[2].tolist() == [0.0] * 7 + [5.0]
    assert total(found) == [50.0, 10.0, *quiet, 85.0]


def test_skus_know_what_their_categories_sold(tmp_path):
    """As where categories are asked for."""
    found = told(shop(tmp_path), "revenue", "sku", as_of="2026-03-10")
    asked = told(tmp_path, "revenue", "category", as_of="2026-03-10").parts
    assert found.categories.ids == asked.ids == ("Food", "Toys")
    assert np.array_equal(found.categories.y, asked.y)
    assert (found.kin.part.tolist(), found.kin.whole.tolist()) == ([0, 1, 2], [0, 1, 1])
    assert found.kin.share.tolist() == [1, 1, 1]


def test_a_sku_is_of_each_category_that_its_lines_name(tmp_path):
    """C is of no category in one line of three; the two others, and B, are Toys."""
    lines = SHOP["order_lines"] + "3,7,C,Cube,,Maker,1,5,5\n2,8,C,Cube,Toys,Maker,1,5,5"
    found = told(shop(tmp_path, order_lines=lines), "revenue", "sku", as_of="2026-03-10")
    assert found.categories.ids == ("Food", "Toys", "Unknown")
    pairs = list(zip(found.kin.part.tolist(), found.kin.whole.tolist(), strict=True))
    assert pairs == [(0, 0), (1, 1), (2, 1), (2, 2)]
    assert found.kin.share == pytest.approx([1, 1, 2 / 3, 1 / 3])


def test_one_category_is_the_total_and_none(tmp_path):
    found = told(trade(tmp_path, days("2026-03-02", 5)), by="sku")
    assert found.categories is None
    assert found.kin is None


def test_what_states_no_group_is_unknown(tmp_path):
    found = told(shop(tmp_path), "units", "segment", as_of="2026-03-10")
    assert parts(found) == {"Unknown": [3.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 6.0]}


def test_only_what_may_be_negative_has_no_floor(tmp_path):
    shop(tmp_path, refunds=f"{REFUNDS}\n        R1,1,2,2026-03-05,A,1,10,EUR")
    assert told(tmp_path, "revenue", as_of="2026-03-10").total.floor is None
    assert told(tmp_path, "orders", as_of="2026-03-10").total.floor == 0


def test_what_has_no_date_is_left_out_and_said(tmp_path):
    orders = f"{ORDERS}\n1,2026-03-02 10:00,web,IT,EUR\n2,,web,IT,EUR"
    lines = f"{LINES}\n1,1,A,,,,1,10,\n2,2,A,,,,3,10,"
    for name, text in {"orders": orders, "order_lines": lines}.items():
        (tmp_path / f"{name}.csv").write_text(cleandoc(text) + "\n", encoding="utf-8")
    found = told(tmp_path, "units")
    assert total(found) == [1.0]
    assert "Left out for want of a date: units of 3." in found.notes


def test_a_stray_sale_long_ago_makes_no_decades_of_zeros(tmp_path):
    trade(tmp_path, [date(1970, 1, 2), *days("2026-03-02", 5)])
    found = told(tmp_path)
    assert found.total.first == date(2026, 3, 2)
    assert total(found) == [1.0] * 5
    assert "Only the last 4 years (1,461 days) are learnt from." in found.notes
    weeks = told(tmp_path, freq="week")
    assert weeks.total.first == date(2026, 3, 2)


def test_a_store_without_sales_has_no_periods(tmp_path):
    trade(tmp_path, [])
    for by in ("total", "sku"):
        found = told(tmp_path, by=by, as_of="2026-03-10")
        assert found.total.y.shape == (1, 0)
        assert found.parts.y.shape == (1 if by == "total" else 0, 0)
        assert found.end == date(2026, 3, 10)


@pytest.mark.parametrize("by", ["total", "sku"])
def test_one_order_is_one_day(tmp_path, by):
    found = told(trade(tmp_path, ["2026-03-02"]), by=by)
    assert found.parts.y.tolist() == [[1.0]]
    assert found.end == date(2026, 3, 3)
    week = told(tmp_path, by=by, freq="week")
    assert week.total.y.shape == (1, 0)
    assert week.partial == week.end == date(2026, 3, 2)


def test_days_out_of_stock_say_nothing(tmp_path):
    """A is sold daily but for the 4th and 5th: out on the 4th, in stock and unwanted on the 5th."""
    trade(tmp_path, [day for day in days("2026-03-02", 8) if day.day not in (4, 5)])
    stock = [f"{day},A,{0 if day.day in (1, 4) else 5}" for day in days("2026-03-01", 9)]
    (tmp_path / "stock_history.csv").write_text("\n".join(["day,sku,available", *stock, ""]))
    found = told(tmp_path, by="sku")
    assert parts(found) == {"A": [1.0, 1.0, None, 0.0, 1.0, 1.0, 1.0, 1.0]}
    assert found.censored == {"A": 1}
    assert total(found) == [1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0]
    assert found.raw.tolist() == [[1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0]]
    assert told(tmp_path, by="channel").censored == {}


def test_a_week_mostly_out_of_stock_says_nothing(tmp_path):
    """Three weeks of daily sales; out for four days of the second, and for three of the third."""
    out = {date(2026, 3, day) for day in (10, 11, 12, 13, 17, 18, 19)}
    all_days = days("2026-03-02", 21)
    trade(tmp_path, [day for day in all_days if day not in out])
    stock = [f"{day},A,{0 if day in out else 5}" for day in all_days]
    (tmp_path / "stock_history.csv").write_text("\n".join(["day,sku,available", *stock, ""]))
    found = told(tmp_path, by="sku", freq="week")
    assert parts(found) == {"A": [7.0, None, 4.0]}
    assert (found.raw.tolist(), found.censored) == ([[7.0, 3.0, 4.0]], {"A": 7})


def test_days_are_the_stores_own(tmp_path):
    """Half past eleven in the evening of New York is the next day in UTC."""
    trade(tmp_path, ["2026-03-02T12:00:00-05:00", "2026-03-03T04:30:00Z"])
    config = tmp_path / "salesops.toml"
    config.write_text('[time]\nzone = "America/New_York"\n', encoding="utf-8")
    assert total(told(tmp_path, config=config)) == [2.0]


def test_weeks_start_when_the_store_says(tmp_path):
    trade(tmp_path, clocked(days("2026-03-01", 28), "12:00"))
    config = tmp_path / "salesops.toml"
    config.write_text('[time]\nweek_start = "sunday"\n', encoding="utf-8")
    found = told(tmp_path, freq="week", config=config)
    assert (found.total.first, found.end) == (date(2026, 3, 1), date(2026, 3, 29))
    assert total(found) == [7.0] * 4
