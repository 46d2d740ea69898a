"""Segments on the extracts of AdventureWorks, against numbers that others computed."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from decimal import Decimal

import pytest

from salesops.cli import main

pytestmark = [pytest.mark.shared, pytest.mark.usefixtures("loaded_once")]
STATED = {
    "M": (10_009, 15_156, 33_276, Decimal("15.18"), 456.11),
    "S": (8_472, 12_500, 27_143, Decimal("14.17"), 522.33),
    "Unknown": (3, 3, 4, None, None),
}
"""Customers, orders, units, millions of sales, average price: of the report to be had again."""
FILLED = 145
"""Unit price x quantity of the eight lines without sales, which the other report left out."""


def ran(*args):
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        code = main([*map(str, args), "--as-of", "2014-01-29"])
    out.flush()
    assert code == 0
    return out.buffer.getvalue().decode()


@pytest.fixture(scope="module")
def folder(shared):
    return shared / "cases" / "adventureworks"


@pytest.fixture(scope="module")
def truth(folder):
    return json.loads((folder / "expected.json").read_text())


@pytest.fixture(scope="module")
def answer(folder):
    return json.loads(ran("segments", "--data", folder / "raw", "--format", "json"))


def test_the_segments_that_were_reported(answer, truth):
    rows = {r["segment"]: r for r in answer["tables"]["segments"]}
    assert set(rows) == set(STATED)
    for name, (customers, orders, units, millions, price) in STATED.items():
        row, rule = rows[name], truth["report_rule"]["segments"][name]
        assert (row["customers"], row["orders"], row["units"]) == (customers, orders, units)
        assert 0 <= Decimal(row["net_sales"]) - Decimal(str(rule["sales"])) <= FILLED
        if millions:
            assert abs(Decimal(row["net_sales"]) / 1_000_000 - millions) < Decimal("0.005")
            assert abs(float(row["avg_price"]) - price) < 0.5
    assert sum(Decimal(r["net_sales"]) for r in rows.values()) == 29_355_502 + FILLED


def test_the_data_quality_that_was_reported(answer):
    found = {r["what"]: r["count"] for r in answer["tables"]["data_quality"]}
    assert found["order lines"] == 60_398
    assert found["catalogue products"] == 295
    assert found["products sold"] == 130
    assert found["undated lines"] == 19
    assert found["rows in"] == found["rows used"] + found["rows excluded"] + found["rows rejected"]


def test_the_months(answer, truth):
    """The eight filled lines are all that the other sums lack."""
    sums = {}
    for row in answer["tables"]["months"]:
        sums[row["month"]] = sums.get(row["month"], 0) + Decimal(row["net_sales"])
    assert sums.pop("undated") == Decimal(str(truth["sales_with_bad_date"])) == 4_922
    stated = {month: Decimal(str(sales)) for month, sales in truth["monthly_raw_sales"].items()}
    assert set(sums) == set(stated)
    more = {month: sums[month] - stated[month] for month in sums if sums[month] != stated[month]}
    assert set(more) <= {"2013-07", "2013-10"}
    assert sum(more.values()) == FILLED


def test_what_is_said(answer):
    """Each number of these was computed from the CSV files in plain Python as well."""
    said = "\n".join(row["statement"] for row in answer["tables"]["insights"])
    for words in (
        "An order of segment S averages 1,133.39, one of segment M 1,001.61: 131.78 more, ",
        "more, between 93.49 and 170.07 with 95 % confidence.",
        "In 2013-01 to 2013-12 it is 82.34 (813.69 against 731.35).",
        "Orders of segment S are worth more mostly because they hold dearer products: of the ",
        "product mix makes +145.18, prices of the same products -1.60 and units per order -11.80 ",
        "(2.17 against 2.20",
        "59.0 % of the orders of segment S hold Bikes, at 1,862.15 a unit on average, against ",
        "37.1 % of the customers of segment M ordered twice or more, 37.1 % of those of segment ",
        "apart (95 % interval of the difference -1.4 to +1.4 percentage points).",
        "segment M brought net sales of 8,689,144.00 against 2,929,971.00 from 2012-01 to 2012-12 ",
        "customers with 3 orders: 7,843.00 of net sales, under 0.1 % of the whole.",
    ):
        assert words in said
    first = answer["tables"]["actions"][0]
    assert first["action"].startswith(
        "Ask who keeps cst_marital_status of source_crm/cust_info.csv what M and S mean"
    )


@pytest.mark.slow
def test_the_report_reads_nothing_into_the_codes(folder):
    text = ran("report", "segments", "--data", folder / "raw", "--format", "markdown")
    lower = text.lower()
    for word in ("seasonal d", "high-value", "married", "single", "dashboard", "real-time", "n/a"):
        assert word not in lower, word
