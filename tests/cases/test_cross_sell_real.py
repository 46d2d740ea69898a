"""cross-sell on real baskets and invoices: against answers computed elsewhere, and plain loops."""

import json
from collections import Counter, defaultdict
from itertools import combinations

import pyarrow.parquet as pq
import pytest
from test_rfm_real import SERVICE, asked

pytestmark = pytest.mark.shared
ALL = ("--top", "0")


@pytest.fixture(scope="module")
def groceries(shared, tmp_path_factory):
    """The 213 pairs, of the file as the settings say that it is."""
    config = tmp_path_factory.mktemp("groceries") / "salesops.toml"
    config.write_text('[sources]\n"groceries.csv" = "baskets"\n', encoding="utf-8")
    data = shared / "cases" / "groceries"
    args = ("--data", data, "--config", config, "--min-support", "0.01", *ALL)
    return asked("cross-sell", *args)


@pytest.fixture(scope="module")
def expected(shared):
    return json.loads((shared / "cases" / "groceries" / "expected.json").read_text("utf-8"))


def test_groceries_are_as_expected(groceries, expected):
    metrics = groceries["metrics"]
    assert metrics["orders"] == expected["baskets"]
    assert metrics["items"] == expected["items"]
    assert metrics["pairs"] == expected["pairs_min_support_0_01"] == 213
    sizes = {row["items"]: row["orders"] for row in groceries["tables"]["sizes"]}
    assert sizes["1"] == expected["single_item_baskets"]
    found = {(row["a"], row["b"]): row for row in groceries["tables"]["pairs"]}
    for wanted in expected["top10_by_support"] + expected["top10_by_lift"]:
        row = found[wanted["a"], wanted["b"]]
        assert row["n"] == wanted["count"]
        for name, theirs in (
            ("support", "support"),
            ("confidence", "conf_a_b"),
            ("confidence_back", "conf_b_a"),
            ("lift", "lift"),
        ):
            assert round(row[name], 6) == wanted[theirs], (wanted, name)


def test_all_213_pairs_by_plain_loops(groceries, shared):
    text = (shared / "cases" / "groceries" / "groceries.csv").read_text("utf-8")
    baskets = [{x.strip() for x in line.split(",")} - {""} for line in text.splitlines()]
    assert_pairs(groceries["tables"]["pairs"], baskets, least=99)


def assert_pairs(rows, baskets, least):
    single = Counter(item for basket in baskets for item in basket)
    often = {item for item, n in single.items() if n >= least}
    both = Counter(pair for basket in baskets for pair in combinations(sorted(basket & often), 2))
    wanted = {pair: n for pair, n in both.items() if n >= least}
    assert {(r["a"], r["b"]): r["n"] for r in rows} == wanted
    for r in rows:
        n, n_a, n_b, whole = r["n"], single[r["a"]], single[r["b"]], len(baskets)
        ours = (r["support"], r["confidence"], r["confidence_back"], r["lift"])
        theirs = (n / whole, n / n_a, n / n_b, n * whole / (n_a * n_b))
        assert ours == pytest.approx(theirs, abs=1e-9)
        assert (r["n_a"], r["n_b"]) == (n_a, n_b)


def test_no_prices_are_no_money(groceries):
    assert {row["price"] for row in groceries["tables"]["rules"]} == {None}
    assert groceries["tables"]["offers"] == []


def test_it_is_refused_where_nobody_says_what_it_is(shared, capsys):
    from salesops.cli import main

    assert (
        main(["cross-sell", "--data", str(shared / "cases" / "groceries" / "groceries.csv")]) == 3
    )
    assert '[sources] "groceries.csv" = "baskets"' in capsys.readouterr().err


@pytest.mark.slow
def test_invoices_of_a_month_by_plain_loops(shared):
    data = shared / "cases" / "online_retail"
    args = ("--data", data, "--as-of", "data", "--period", "2011-05", "--min-count", "40", *ALL)
    said = asked("cross-sell", *args)
    orders = defaultdict(set)
    for row in pq.read_table(data / "order_lines.parquet").to_pylist():
        sku, invoice = row["StockCode"].strip(), row["InvoiceNo"]
        product = sku.upper() not in SERVICE and not sku.lower().startswith("gift_")
        inside = row["InvoiceDate"].startswith("5/") and "/11 " in row["InvoiceDate"]
        if product and inside and not invoice.startswith("C") and row["Quantity"] > 0:
            orders[invoice].add(sku)
    assert said["metrics"]["orders"] == len(orders)
    assert_pairs(said["tables"]["pairs"], list(orders.values()), least=40)
    assert len(said["tables"]["pairs"]) > 100
