"""next-buy and bundles on the online-retail invoices, against plain Python that knows no SQL."""

import io
import json
from collections import defaultdict
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from statistics import median

import pyarrow.parquet as pq
import pytest

from salesops.cli import main

pytestmark = [pytest.mark.shared, pytest.mark.slow]
WITHIN = 30


def asked(*args):
    """The JSON that a command line answers with."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        code = main([*map(str, args), "--as-of", "data", "--format", "json"])
    out.flush()
    assert code == 0
    return json.loads(out.buffer.getvalue())["tables"]


def day_of(row):
    """As written: M/D/YY."""
    month, day, year = map(int, row["InvoiceDate"].split(" ")[0].split("/"))
    return date(2000 + year, month, day)


@pytest.fixture(scope="module")
def case(shared):
    return shared / "cases" / "online_retail"


@pytest.fixture(scope="module")
def sold(case):
    """Lines of goods on invoices: no credit notes, no services."""
    rows = pq.read_table(case / "order_lines.parquet").to_pylist()
    return [r for r in rows if not r["InvoiceNo"].startswith("C") and r["Quantity"] > 0]


def test_the_best_rules_of_next_buy(case, sold):
    """n_a, n, different customers and the median of each, counted one by one."""
    trips = defaultdict(lambda: defaultdict(set))
    for row in sold:
        if row["CustomerID"] is not None:
            trips[row["CustomerID"]][day_of(row)].add(row["StockCode"].strip())
    last = max(map(day_of, sold))  # it is not over: its last invoice is of 10:59
    rules = asked("next-buy", "--data", case, "--top", "12")["rules"]
    assert len(rules) == 12
    for rule in rules:
        n_a, gaps, who = 0, [], set()
        for customer, days in trips.items():
            for day, goods in days.items():
                if rule["a"] not in goods or rule["b"] in goods or (last - day).days <= WITHIN:
                    continue
                n_a += 1
                later = [d for d, g in days.items() if rule["b"] in g and d > day]
                if later and (min(later) - day).days <= WITHIN:
                    gaps.append((min(later) - day).days)
                    who.add(customer)
        found = (rule["n_a"], rule["n"], rule["customers"], rule["median_days"])
        assert found == (n_a, len(gaps), len(who), median(gaps)), rule


@pytest.mark.parametrize("size", [2, 3, 4])
def test_the_best_sets_of_bundles(size, case, sold):
    """Their orders, and those of each SKU."""
    orders = defaultdict(set)
    for row in sold:
        orders[row["StockCode"].strip()].add(row["InvoiceNo"])
    tables = asked("bundles", "--data", case, "--size", size, "--top", "8")
    assert len(tables["bundles"]) == 8
    for row in tables["bundles"]:
        goods = row["bundle"].split(" + ")
        assert row["orders"] == len(set.intersection(*(orders[sku] for sku in goods)))
    for part in tables["parts"]:
        assert part["orders"] == len(orders[part["sku"]])
