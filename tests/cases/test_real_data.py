"""Pulse on data nobody here wrote, against answers that others computed without DuckDB."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout

import pytest

from salesops.cli import main

pytestmark = pytest.mark.shared
SHOPIFY = {
    "bexio_orders_export.csv": ["bexio_orders_export.csv", "bexio_transactions_export.csv"],
    "tieout_orders_clean.csv": ["tieout_orders_clean.csv"],
}


def asked(*args):
    """The JSON that a command line answers with."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        code = main([*map(str, args), "--format", "json"])
    out.flush()
    assert code == 0
    return json.loads(out.buffer.getvalue())


def whole(*files):
    """Pulse over all that the files hold."""
    data = [word for file in files for word in ("--data", file)]
    return asked("pulse", "--period", "all", *data)


def money(rows):
    """A table's two columns as a dictionary."""
    return {row["step"]: row["amount"] for row in rows}


@pytest.mark.parametrize("name", SHOPIFY)
def test_shopify_exports(shared, name):
    folder = shared / "cases" / "shopify_exports"
    expected = json.loads((folder / "expected.json").read_text())[name]["pulse"]
    answer = whole(*(folder / file for file in SHOPIFY[name]))
    figures = ("orders", "gross_sales", "discounts", "returns", "net_sales", "total_sales")
    metrics = answer["metrics"]
    assert {f: metrics[f] for f in figures} == {f: expected[f] for f in figures}
    (finding,) = [f for f in answer["findings"] if f["code"] == "lines-not-tied"]
    named = [line.split()[0] for line in expected["does_not_tie"]]
    assert finding["facts"]["orders"] == named


def test_a_folder_of_two_shops_asked_in_one_currency(shared):
    folder = shared / "cases" / "shopify_exports"
    expected = json.loads((folder / "expected.json").read_text())
    for currency, name in (("CHF", "bexio_orders_export.csv"), ("INR", "tieout_orders_clean.csv")):
        answer = asked("pulse", "--period", "all", "--data", folder, "--currency", currency)
        assert answer["metrics"]["net_sales"] == expected[name]["pulse"]["net_sales"]
        assert answer["metrics"]["returns"] == expected[name]["pulse"]["returns"]


@pytest.fixture(scope="module")
def invoices(shared):
    return whole(shared / "cases" / "online_retail")


@pytest.fixture(scope="module")
def truth(shared):
    return json.loads((shared / "cases" / "online_retail" / "expected.json").read_text())


def test_online_retail_totals(invoices, truth):
    metrics, products = invoices["metrics"], truth["products_only"]
    assert metrics["gross_sales"] == products["gross"]
    assert metrics["returns"] == products["returns"]
    assert metrics["net_sales"] == products["net"]
    assert metrics["orders"] == products["orders"]
    assert metrics["units"] == products["units"]
    assert metrics["new_customers"] == products["customers"]
    # 4275143.931 in all, services too, to the cent
    assert metrics["total_sales"] == "4275143.93"


def test_online_retail_rows(invoices, truth):
    rows = invoices["context"]["rows"]
    assert rows["in"] == truth["lines"]  # the 1,970 exact duplicates are real lines
    assert rows["excluded"] == truth["adjustment_lines"]
    assert rows["rejected"] == 0
    assert rows["used"] == truth["sale_lines"] + truth["credit_lines"]


def test_online_retail_every_day(invoices, truth):
    days = {row["day"]: row for row in invoices["tables"]["days"]}
    sold = {day: row for day, row in days.items() if row["orders"]}
    expected = truth["days_products_only"]
    assert sorted(sold) == sorted(day for day, row in expected.items() if row["orders"])
    for day, row in expected.items():
        found = days[day]
        cents = f"{round(float(row['gross']), 2):.2f}"
        assert (found["gross_sales"], found["orders"], found["units"]) == (
            cents,
            row["orders"],
            row["units"],
        )


def test_parts_sum_to_the_whole(invoices):
    metrics, days = invoices["metrics"], invoices["tables"]["days"]
    assert sum(day["orders"] for day in days) == metrics["orders"]
    assert sum(day["units"] for day in days) == metrics["units"]
    skus = invoices["tables"]["top_skus"]
    assert round(sum(float(row["net_sales"]) for row in skus), 2) == float(metrics["net_sales"])
    steps = money(invoices["tables"]["to_total"])
    parts = [float(v) for k, v in steps.items() if k not in ("Net sales", "Total sales")]
    assert round(sum(parts), 2) == float(steps["Total sales"])
