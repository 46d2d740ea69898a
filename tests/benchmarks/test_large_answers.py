"""What benchmarks/large.py compares is one answer: salesops and each script by hand agree on it."""

import json
from decimal import Decimal
from importlib import import_module
from itertools import pairwise

import duckdb
import pytest
from large_asked import QUESTIONS, salesops
from large_csv import TABLES
from large_csv import answer as of_csv
from large_data import DATED, MONTHS, STANDING, Shop
from large_figures import SUMS, differences, money, of_salesops, summed

from salesops.cli import main

ENGINES = ("duckdb", "polars", "pandas")
EACH = [
    pytest.param(q, e, marks=[] if (q, e) == ("pulse", "duckdb") else pytest.mark.slow)
    for q in QUESTIONS
    for e in ENGINES
]


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    folder = tmp_path_factory.mktemp("large") / "data"
    Shop(5_000).write(folder)
    return folder


def asked(capsysbinary, *words):
    assert main(salesops(*words, "--no-cache")[3:]) == 0
    return json.loads(capsysbinary.readouterr().out)


@pytest.fixture(scope="module")
def told():
    """What salesops told of each question, for all that it is held against."""
    return {}


@pytest.mark.parametrize(("question", "engine"), EACH)
def test_scripts_by_hand_tell_the_figures_of_salesops(question, engine, shop, told, capsysbinary):
    pytest.importorskip(engine)
    if question not in told:
        said = asked(capsysbinary, *QUESTIONS[question], "--data", str(shop))
        told[question] = of_salesops(question, said)
    theirs = import_module(f"large_{engine}").answer(question, str(shop))
    assert differences(told[question], theirs) == []


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("scan", ["scan", "scan4"])
def test_scans_are_of_all_lines(scan, engine, shop):
    pytest.importorskip(engine)
    sums = import_module(f"large_{engine}").answer(scan, str(shop))
    with duckdb.connect() as con:
        names = "qty, unit_price, amount, line_discount" if scan == "scan4" else "qty"
        rows = con.execute(f"SELECT {names} FROM '{shop}/order_lines.parquet'").fetchall()
    assert list(sums.values()) == [f"{sum(column):.2f}" for column in zip(*rows, strict=True)]


def test_csv_is_the_same_lines(tmp_path, shop, capsysbinary):
    Shop(5_000).write(tmp_path, "csv")
    ours = of_salesops("csv", asked(capsysbinary, "sql", SUMS, "--data", str(tmp_path)))
    assert differences(ours, of_csv("read", str(tmp_path))) == []
    assert differences(ours, of_csv("load", str(tmp_path), str(tmp_path / "made.duckdb"))) == []
    with duckdb.connect() as con:
        parquet = SUMS.replace("order_lines", f"'{shop}/order_lines.parquet'")
        lines, *sums = con.execute(parquet).fetchone()
    assert ours == summed(lines, sums)


def test_a_month_is_a_part_of_the_whole(tmp_path, shop):
    made = Shop(5_000)
    made.months(tmp_path, [0, 12, MONTHS - 1])
    begins = [made._begins(month) for month in range(MONTHS + 1)]
    assert (begins[0], begins[-1], begins) == (0, 5_000, sorted(begins))
    counts = [end - first for first, end in pairwise(begins)]
    with duckdb.connect() as con:
        for table in DATED:
            whole, parts = f"'{shop}/{table}.parquet'", f"'{tmp_path}/{table}_*.parquet'"
            more = con.execute(f"SELECT * FROM {parts} EXCEPT ALL SELECT * FROM {whole}")
            assert more.fetchall() == []
        (lines,) = con.execute(
            f"SELECT count(*) FROM '{tmp_path}/order_lines_*.parquet'"
        ).fetchone()
    assert lines == counts[0] + counts[12] + counts[-1]


def test_the_shop_is_not_degenerate(shop):
    """Few SKUs bring most, sales grow, some of it is discounted and some comes back."""
    with duckdb.connect() as con:
        for name in ("order_lines", "orders", "refunds"):
            con.execute(f"CREATE VIEW {name} AS SELECT * FROM '{shop}/{name}.parquet'")

        def ask(sql):
            return con.execute(sql).fetchone()[0]

        by = "(SELECT count(*) AS n FROM order_lines GROUP BY {} ORDER BY n DESC LIMIT {})"
        assert ask(f"SELECT sum(n) FROM {by.format('sku', 500)}") > 2_000
        early = ask("SELECT count(*) FROM orders WHERE created_at < '2024-11-01'")
        late = ask("SELECT count(*) FROM orders WHERE created_at >= '2026-07-01'")
        assert late > 1.5 * early
        assert 250 < ask("SELECT count(*) FROM order_lines WHERE line_discount > 0") < 1_000
        assert 50 < ask("SELECT count(*) FROM refunds") < 300
        assert ask("SELECT count(*) FROM orders WHERE customer_id IS NULL") > 0
        assert ask(f"SELECT n FROM {by.format('order_id', 1)}") == 25


FIGURES = {"net_sales": "10.00", "day 2026-08-01": [1, 2, "10.00"], "listed": {"A B": [10, 20, 20]}}


@pytest.mark.parametrize(
    "other",
    [
        FIGURES | {"net_sales": "10.01"},
        FIGURES | {"day 2026-08-01": [1, 3, "10.00"]},
        FIGURES | {"day 2026-08-02": [1, 2, "10.00"]},
        {"net_sales": "10.00", "listed": FIGURES["listed"]},
        FIGURES | {"listed": {"A B": [11, 20, 20]}},
        FIGURES | {"listed": {}},
    ],
)
def test_a_figure_that_differs_is_told(other):
    assert differences(FIGURES, FIGURES) == []
    assert differences(FIGURES, other)


def test_pairs_of_a_lower_lift_than_the_last_listed_are_not_asked_for():
    """By hand the thousand of the highest lift are listed; ours are those that are surest."""
    listed = {f"A B{n}": [10, 20, 20] for n in range(1_000)}
    assert (
        differences({"listed": {"A B1": [10, 20, 20], "C D": [10, 100, 100]}}, {"listed": listed})
        != []
    )
    high = {"E F": [12, 20, 20], **listed}
    assert (
        differences({"listed": {"E F": [12, 20, 20], "C D": [10, 100, 100]}}, {"listed": high})
        == []
    )
    assert differences({"listed": {"E F": [13, 20, 20]}}, {"listed": high})


def test_money_is_to_the_cent_whatever_it_is_summed_as():
    assert {money(Decimal("12.3400")), money(12.34 + 1e-9), money("12.34")} == {"12.34"}
    assert money(None) == "0.00"


def test_the_typed_reader_is_told_every_table_of_the_shop():
    assert set(TABLES) == set(DATED) | set(STANDING)
