"""The AdventureWorks extracts as the source reads them, against counts made without DuckDB."""

import csv
import json
from decimal import Decimal

import pytest

from salesops.exports.asking import Options
from salesops.exports.catalogue import Catalogue
from salesops.exports.loader import load
from salesops.settings import Settings

pytestmark = pytest.mark.shared
TABLES = frozenset({"orders", "order_lines", "customers", "products"})


@pytest.fixture(scope="module")
def folder(shared):
    return shared / "cases" / "adventureworks"


@pytest.fixture(scope="module")
def truth(folder):
    return json.loads((folder / "expected.json").read_text())


@pytest.fixture(scope="module")
def book(folder):
    catalogue = Catalogue(Options(data=(folder / "raw",), as_of="2030-01-01"), Settings())
    found = load(catalogue, TABLES, frozenset())
    yield found
    found.engine.close()


def asked(book, sql):
    """The one row of a SELECT."""
    (row,) = book.engine.run(sql).tuples
    return row


def test_counts(book, truth):
    raw = truth["raw"]
    lines = asked(
        book,
        "SELECT count(*), count(DISTINCT order_id), sum(qty), count(DISTINCT sku), "
        "count(*) - count(ordered_day), count(*) - count(unit_price) FROM order_lines",
    )
    assert lines == (
        raw["sales_lines"],
        raw["orders"],
        raw["units"],
        raw["products_sold"],
        raw["bad_order_dates"],
        raw["null_price"],
    )
    assert asked(book, "SELECT count(*) FROM orders") == (raw["orders"],)
    assert asked(book, "SELECT count(*) FROM customers") == (raw["cust_distinct"],)
    assert asked(book, "SELECT count(*) FROM products") == (raw["distinct_product_keys"],)


def test_sales_are_as_stated_and_blanks_are_filled(book, truth):
    # The eight blanks: 9 + 35 + 8 + 22 + 10 + 2 + 35 + 24, each of one unit.
    (amount,) = asked(book, "SELECT sum(amount) FROM order_lines")
    assert amount == Decimal(str(truth["raw"]["raw_sales_sum"])) + 145
    said = "8 lines state no sales: unit price x quantity stands in for it, 145.00 in all"
    assert said in book.notes
    negative = asked(
        book, "SELECT count(*), sum(amount), sum(qty) FROM order_lines WHERE amount < 0"
    )
    assert negative == (truth["raw"]["negative_sales"], -107, 3)
    assert asked(book, "SELECT count(*) FROM order_lines WHERE amount = 0") == (2,)


def test_prices_below_zero_lose_their_sign(book, truth):
    count = truth["raw"]["negative_price"]
    assert f"{count} lines state a unit price below 0: it counts without its sign" in book.notes
    assert asked(book, "SELECT min(unit_price) FROM order_lines") == (2,)
    taken = "SELECT unit_price FROM order_lines WHERE order_id = 'SO58623' AND sku = 'BK-R79Y-44'"
    assert asked(book, taken) == (1701,)


def test_dates(book, truth):
    raw = truth["raw"]
    first, last = asked(book, "SELECT min(ordered_day), max(ordered_day) FROM order_lines")
    assert (str(first), str(last)) == (raw["order_date_min"], raw["order_date_max"])
    undated = asked(book, "SELECT sum(amount) FROM order_lines WHERE ordered_day IS NULL")
    assert undated == (Decimal(str(truth["sales_with_bad_date"])),)
    # Of the 13 orders with such lines two have no other.
    assert asked(book, "SELECT count(*) - count(created_day) FROM orders") == (2,)
    said = "source_crm/sales_details.csv: 19 values of 'sls_order_dt' do not parse: taken as blank"
    assert said in book.notes


def filled(folder):
    """By segment, unit price x quantity of the lines without sales; as plain Python reads them."""
    raw = folder / "raw" / "source_crm"
    with (raw / "cust_info.csv").open(encoding="utf-8", newline="") as stream:
        customers = list(csv.DictReader(stream))
    segment = {c["cst_id"]: c["cst_marital_status"].strip() for c in reversed(customers)}
    found = dict.fromkeys(("M", "S", ""), 0)
    with (raw / "sales_details.csv").open(encoding="utf-8", newline="") as stream:
        for line in csv.DictReader(stream):
            if not line["sls_sales"]:
                found[segment[line["sls_cust_id"]]] += int(line["sls_price"]) * int(
                    line["sls_quantity"]
                )
    return found


def test_customers_and_their_segments(book, truth, folder):
    found = book.engine.run(
        "SELECT coalesce(c.segment, ''), count(DISTINCT c.customer_id), "
        "count(DISTINCT l.order_id), count(*), sum(l.qty), sum(l.amount) FROM order_lines AS l "
        "JOIN orders AS o USING (shop_id, order_id) "
        "JOIN customers AS c ON o.shop_id = c.shop_id AND o.customer_id = c.customer_id "
        "GROUP BY 1"
    ).tuples
    more = filled(folder)
    assert sum(more.values()) == 145
    stated = truth["report_rule"]["segments"]
    expected = {}
    for name, of in stated.items():
        key = "" if name == "Unknown" else name
        sales = int(of["sales"]) + more[key]
        expected[key] = (of["customers"], of["orders"], of["lines"], of["units"], sales)
    assert {row[0]: row[1:] for row in found} == expected


def test_countries_are_written_one_way(book):
    found = dict(book.engine.run("SELECT country, count(*) FROM customers GROUP BY country").tuples)
    assert found == {
        "Australia": 3591,
        "Canada": 1571,
        "France": 1810,
        "Germany": 566 + 1214,
        "United Kingdom": 1913,
        "United States": 1500 + 2591 + 3391,
        None: 332 + 5,
    }


def test_costs_are_those_of_the_version_in_force(book):
    """AWC Logo Cap: 6 from July 2011, 5 from July 2012, 7 from July 2013."""
    found = book.engine.run(
        "SELECT DISTINCT CASE WHEN ordered_day IS NULL THEN 'none' WHEN ordered_day < '2012-07-01' "
        "THEN 'first' WHEN ordered_day < '2013-07-01' THEN 'second' ELSE 'third' END AS version, "
        "unit_cost FROM order_lines WHERE sku = 'CA-1098' ORDER BY version"
    ).tuples
    assert dict(found).items() <= {"first": 6, "second": 5, "third": 7, "none": 7}.items()
    assert {"second", "third"} <= {row[0] for row in found}
    assert asked(book, "SELECT unit_cost, type FROM products WHERE sku = 'CA-1098'") == (
        7,
        "Clothing",
    )


def test_every_row_is_accounted_for(book, truth):
    rows = book.rows
    assert rows.total == rows.used + rows.excluded + rows.rejected
    assert rows.reasons == {
        "customer without an id": truth["raw"]["cust_null_id"],
        "later row of a customer: the first one counts": 6,
    }
    assert rows.rejected == 0


@pytest.mark.parametrize(
    "files",
    [["sales_details.csv"], ["sales_details.csv", "cust_info.csv"]],
    ids=["sales alone", "sales and customers"],
)
def test_the_sale_lines_are_enough(folder, truth, files):
    data = tuple(folder / "raw" / "source_crm" / name for name in files)
    book = load(Catalogue(Options(data=data, as_of="2030-01-01"), Settings()), TABLES, frozenset())
    try:
        found = asked(book, "SELECT count(*), sum(qty), sum(amount) FROM order_lines")
        assert found == (truth["raw"]["sales_lines"], truth["raw"]["units"], 29_355_647)
        customers = truth["raw"]["cust_distinct"] if len(files) > 1 else 0
        assert asked(book, "SELECT count(*) FROM customers") == (customers,)
        assert asked(book, "SELECT count(*) FROM products") == (0,)
    finally:
        book.engine.close()
