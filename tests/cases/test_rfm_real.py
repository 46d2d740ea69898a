"""rfm on the online-retail invoices, against plain Python that knows no SQL."""

import io
import json
from collections import defaultdict
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from decimal import Decimal

import pyarrow.parquet as pq
import pytest

from salesops.cli import main

pytestmark = pytest.mark.shared
SERVICE = {"POST", "DOT", "M", "D", "C2", "AMAZONFEE", "BANK CHARGES", "CRUK", "S", "B", "PADS"}
SCORES = ("r", "f", "m")


def asked(*args):
    """The JSON that a command line answers with."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        code = main([*map(str, args), "--format", "json"])
    out.flush()
    assert code == 0
    return json.loads(out.buffer.getvalue())


@pytest.fixture(scope="module")
def said(shared):
    return asked("rfm", "--data", shared / "cases" / "online_retail")


@pytest.fixture(scope="module")
def truth(shared):
    rows = pq.read_table(shared / "cases" / "online_retail" / "order_lines.parquet").to_pylist()
    return recomputed(rows)


def day_of(row):
    """As written: M/D/YY."""
    month, day, year = map(int, row["InvoiceDate"].split(" ")[0].split("/"))
    return date(2000 + year, month, day)


def recomputed(rows):
    """Of each customer: last day, orders, net sales; and the money that names nobody."""
    days, orders, money = {}, defaultdict(set), defaultdict(Decimal)
    for row in rows:
        credit = row["InvoiceNo"].startswith("C")
        sku = row["StockCode"]
        product = sku.upper() not in SERVICE and not sku.lower().startswith("gift_")
        if not product or (not credit and row["Quantity"] <= 0):
            continue
        who = row["CustomerID"]
        price = round(Decimal(repr(row["UnitPrice"])), 4)
        money[who] += price * row["Quantity"]
        if not credit:
            orders[who].add(row["InvoiceNo"])
            days[who] = max(day_of(row), days.get(who, day_of(row)))
    last = max(map(day_of, rows))
    known = {who: (days[who], len(orders[who]), money[who]) for who in orders if who is not None}
    return {"known": known, "last": last, "money": money, "orders": orders}


def fifths(values):
    """1 to 5 by (value, id); where five do not divide them the lower scores have one more."""
    ranked = [who for _, who in sorted((value, str(who)) for who, value in values.items())]
    size, more = divmod(len(ranked), 5)
    ends = [size * n + min(n, more) for n in range(1, 6)]
    return {
        who: next(n for n, end in enumerate(ends, 1) if i < end) for i, who in enumerate(ranked)
    }


@pytest.mark.slow
def test_every_customer_and_score(said, truth):
    found = {row["customer"]: row for row in said["tables"]["customers"]}
    known = truth["known"]
    assert found.keys() == {str(who) for who in known}
    scores = [fifths({who: values[n] for who, values in known.items()}) for n in range(3)]
    for who, (day, orders, money) in known.items():
        row, name = found[str(who)], str(who)
        assert (row["last_order"], row["orders"]) == (day.isoformat(), orders)
        assert Decimal(row["net_sales"]) == round(money, 2)
        assert row["recency_days"] == (truth["last"] - day).days
        assert [row[s] for s in SCORES] == [by[name] for by in scores], who


def test_groups_by_the_mean_of_f_and_m(said):
    """The grid once more, as a table written by hand."""
    grid = {
        5: ("New", "Active", "Champions"),
        4: ("Promising", "Active", "Loyal"),
        3: ("Almost lost", "Needs attention", "Loyal"),
        2: ("Dormant", "At risk", "Previously loyal"),
        1: ("Dormant", "At risk", "Previously loyal"),
    }
    counts = defaultdict(int)
    for row in said["tables"]["customers"]:
        mean = (row["f"] + row["m"]) / 2
        group = grid[row["r"]][0 if mean < 3 else 1 if mean < 4 else 2]
        assert row["group"] == group
        counts[group] += 1
    groups = {row["group"]: row["customers"] for row in said["tables"]["groups"]}
    assert groups == counts | {"Prospects": None}


def test_it_ties_to_all_net_sales(said, truth, shared):
    expected = json.loads((shared / "cases" / "online_retail" / "expected.json").read_text())
    whole = expected["products_only"]
    assert said["metrics"]["net_sales"] == whole["net"]
    assert said["metrics"]["customers_scored"] == whole["customers"]
    parts = {row["part"]: row for row in said["tables"]["to_net_sales"]}
    *some, total = parts.values()
    assert sum(Decimal(row["net_sales"]) for row in some) == Decimal(total["net_sales"])
    assert sum(row["orders"] for row in some) == total["orders"] == whole["orders"]
    unknown = parts["Unknown customers"]
    assert Decimal(unknown["net_sales"]) == round(truth["money"][None], 2)
    assert unknown["orders"] == len(truth["orders"][None])
    groups = said["tables"]["groups"][:-1]
    scored = sum(Decimal(row["net_sales"]) for row in groups)
    assert scored == Decimal(said["metrics"]["net_sales_scored"])


@pytest.mark.slow
def test_adventureworks_ties(shared):
    said = asked("rfm", "--data", shared / "cases" / "adventureworks" / "raw")
    *parts, total = said["tables"]["to_net_sales"]
    assert sum(Decimal(row["net_sales"]) for row in parts) == Decimal(total["net_sales"])
    assert sum(row["orders"] for row in parts) == total["orders"]
    assert said["metrics"]["customers_scored"] == len(said["tables"]["customers"])
