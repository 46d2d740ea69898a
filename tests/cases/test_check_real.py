"""Check on data nobody here wrote: what it says is true, counted here without DuckDB, and no more.

Each count below was found by reading the raw files with the csv module.
"""

import csv
import io
import json
from contextlib import redirect_stderr, redirect_stdout
from datetime import date

import pytest

from salesops.cli import main

pytestmark = pytest.mark.shared
UNKNOWN = "recognised"
CUT = "final-newline"
SETS = {
    # 20 gift vouchers whose pound sign is U+FFFD.
    "online_retail": (
        0,
        {"type": [None], "calendar": [None], "date-order": [240_007], "mojibake": [20]},
    ),
    "shopify_challenge": (0, {CUT: [None]}),
    "crm_maven": (
        0,
        {
            UNKNOWN: [None],
            "header-names": [None],
            "blank-row": [3],
            "calendar": [None],
            "date-order": [6711, 8300],
        },
    ),
    "telco_churn": (0, {}),
    "aus_retail": (0, {UNKNOWN: [None] * 2}),
    "adventureworks/raw": (
        1,
        {
            CUT: [None] * 3,
            "calendar": [None],
            "not-null": [4],
            "unique": [6],
            "type": [19],
            "amount": [20],
        },
    ),
    "shopify_exports": (
        1,
        {"preamble": [None], "number-format": [10] * 3, "line-sums": [1, 2]},
    ),
    "groceries": (3, {"header": [None]}),
    "vendor_seeds/hubspot": (0, {CUT: [None] * 7}),
    "vendor_seeds/salesforce": (0, {CUT: [None] * 6}),
    "vendor_seeds/shopify": (1, {CUT: [None] * 45, "copy": [None] * 2, "currency": [3, 3]}),
    "vendor_seeds/stripe": (0, {CUT: [None] * 7}),
    "vendor_seeds/zendesk": (0, {CUT: [None] * 6}),
}
"""By set the exit code, and by check that fails the rows that fail it, once for each verdict."""
CLEAN = (
    "bexio_products_export.csv",
    "bexio_transactions_export.csv",
    "products_shopifypartners_apparel.csv",
    "products_shopifypartners_jewelry.csv",
    "products_shopifypartners_snowdevil.csv",
)


def checked(*args):
    """The exit code and the JSON of a check."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        code = main(["check", *map(str, args), "--format", "json"])
    out.flush()
    return code, json.loads(out.buffer.getvalue())


def failures(answer):
    """By check the rows that fail it, of each failing verdict."""
    found = {}
    for verdict in answer["tables"]["checks"]:
        if verdict["outcome"] in ("warning", "error"):
            found.setdefault(verdict["check"], []).append(verdict["rows"])
    return {check: sorted(rows, key=lambda n: n or 0) for check, rows in found.items()}


LANDED = [name for name in SETS if name.startswith("vendor_seeds/")]
"""Sets of dozens of files, which tests/cases/test_vendor_seeds.py reads in each run."""


@pytest.mark.parametrize(
    ("name", "as_of"),
    [
        pytest.param(name, as_of, id=f"{name}-{when}", marks=marks)
        for name in SETS
        for when, as_of, marks in (
            ("data", ["--as-of", "data"], [pytest.mark.slow] if name in LANDED else []),
            ("now", [], [pytest.mark.slow]),
        )
    ],
)
def test_a_set_fails_what_is_wrong_with_it_and_nothing_else(shared, name, as_of):
    code, answer = checked(shared / "cases" / name, *as_of)
    assert (code, failures(answer)) == SETS[name]


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_export_passes(shared, name):
    code, answer = checked(shared / "cases" / "shopify_exports" / name)
    assert (code, failures(answer)) == (0, {})
    assert answer["findings"] == []


@pytest.fixture(scope="module")
def bikes(shared):
    """AdventureWorks checked, and its sale lines as the csv module reads them."""
    folder = shared / "cases" / "adventureworks" / "raw"
    with (folder / "source_crm" / "sales_details.csv").open(newline="") as file:
        return checked(folder)[1]["tables"], list(csv.DictReader(file))


def lines_of(tables, check):
    return [row["line"] for row in tables["rows"] if row["check"] == check]


def test_sales_that_are_not_quantity_times_price_are_named_by_line(bikes):
    tables, sales = bikes
    wrong = [
        line
        for line, row in enumerate(sales, start=2)
        if row["sls_sales"] and row["sls_price"]
        if int(row["sls_sales"]) != int(row["sls_quantity"]) * int(row["sls_price"])
    ]
    assert len(wrong) == 20
    assert lines_of(tables, "amount") == wrong[:5]
    (first, *_) = (row["value"] for row in tables["rows"] if row["check"] == "amount")
    assert first == "769 is not 1 x -769"


def test_lines_without_a_date_are_named_with_what_stands_there(bikes):
    tables, sales = bikes
    undated = [n for n, row in enumerate(sales, start=2) if len(row["sls_order_dt"]) != 8]
    assert len(undated) == 19
    assert lines_of(tables, "type") == undated[:5]


def test_days_without_a_sale_are_those_of_the_file(bikes):
    tables, sales = bikes
    stamps = {row["sls_order_dt"] for row in sales if len(row["sls_order_dt"]) == 8}
    ordered = sorted(date.fromisoformat(stamp) for stamp in stamps)
    days = (ordered[-1] - ordered[0]).days + 1
    assert days - len(ordered) == 3
    (gaps,) = (v for v in tables["checks"] if v["check"] == "calendar" and v["outcome"] != "passed")
    assert "3 days without rows" in gaps["message"]
    for day in ("2011-02-13", "2011-03-11", "2011-04-23"):
        assert day in gaps["message"]


def test_a_customer_that_stands_twice_is_told_by_its_id(bikes):
    tables, _ = bikes
    twice = [row["value"] for row in tables["rows"] if row["check"] == "unique"]
    assert twice == ["29433", "29449", "29466", "29466", "29473"]


@pytest.mark.slow
def test_the_orders_that_do_not_tie_are_those_that_pulse_names(shared):
    folder = shared / "cases" / "shopify_exports"
    _, answer = checked(folder)
    named = [row["value"].split(":")[0] for row in answer["tables"]["rows"]]
    expected = json.loads((folder / "expected.json").read_text())
    assert named == [
        said.split()[0]
        for file in ("bexio_orders_export.csv", "tieout_orders_clean.csv")
        for said in expected[file]["pulse"]["does_not_tie"]
    ]


def test_baskets_without_a_header_are_refused_with_what_was_taken_for_one(shared):
    _, answer = checked(shared / "cases" / "groceries")
    (finding,) = answer["findings"]
    assert "8,830 of 9,834 rows" in finding["message"]
    assert "citrus fruit" in finding["message"]
    assert answer["tables"]["files"] == []


def test_a_fault_of_many_files_is_one_finding_that_lists_them(shared):
    _, answer = checked(shared / "cases" / "vendor_seeds" / "zendesk")
    assert [finding["code"] for finding in answer["findings"]] == [CUT]
    assert len(answer["findings"][0]["facts"]["files"]) == 6
