"""Pace, cover, class and lost sales of the sample, counted once more in plain Python."""

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

import pytest

import salesops
from salesops.assets import folder
from salesops.commands.sales._scorecard.daily import Daily
from salesops.commands.sales._scorecard.periods import Slot
from salesops.commands.stock.heatmap import heatmap

SPAN, LONG_AGO = timedelta(days=28), timedelta(days=90)


@pytest.fixture(scope="module")
def db():
    sample = folder("sample_data")
    with salesops.open(str(sample), config=str(sample / "salesops.toml")) as opened:
        yield opened


@pytest.fixture(scope="module")
def report(db):
    return heatmap(db, top=1000)


@pytest.fixture(scope="module")
def sold(db, report):
    """Units and money by SKU and day, of orders that ask for goods."""
    assert report.title
    facts = db.select("SELECT * FROM orders")
    at = {name: n for n, name in enumerate(facts.names)}
    unwanted = set()
    for row in facts.tuples:
        unsent = row[at["fulfillment_status"]] == "unfulfilled"
        if row[at["cancelled_at"]] or (row[at["financial_status"]] == "refunded" and unsent):
            unwanted.add((row[at["shop_id"]], row[at["order_id"]]))
    lines = db.select("SELECT shop_id, order_id, sku, ordered_local, qty, sales FROM line_sales")
    found = defaultdict(list)
    for shop, order, sku, moment, qty, money in lines.tuples:
        if (shop, order) not in unwanted:
            found[shop, sku].append((moment.date(), qty, money))
    return found


@pytest.fixture(scope="module")
def shelf(db, report):
    """Which days of the history each SKU was in stock on, by what lay there in the evening."""
    assert report.title
    left = defaultdict(Decimal)
    query = "SELECT shop_id, sku, day, coalesce(available, on_hand) FROM stock_history"
    for shop, sku, day, units in db.select(query).tuples:
        left[shop, sku, day] += units
    return left


def within(moves, start, end):
    return [move for move in moves if start <= move[0] < end]


@pytest.mark.slow
def test_pace_and_cover(report, sold, shelf):
    today = report.period.end.date()
    rows = report.table("cover").rows
    assert len(rows) > 200
    sold_out = 0
    for row in rows:
        shop = "" if row.shop == "(unnamed)" else row.shop
        month = within(sold[shop, row.sku], today - SPAN, today)
        days = {today - timedelta(days=n) for n in range(1, 29)}
        out = {d for d in days if shelf.get((shop, row.sku, d), 1) <= 0}
        out -= {day for day, units, _ in month if units > 0}
        sold_out += bool(out)
        assert row.units == sum(units for _, units, _ in month)
        assert row.days == 28 - len(out), row.sku
        assert row.velocity == pytest.approx(float(row.units) / row.days)
        if row.available is not None and row.available > 0:
            assert row.days_of_cover == pytest.approx(float(row.available) / row.velocity)
    assert sold_out  # else the test says nothing of days in stock


def test_classes(report):
    rows = report.table("cover").rows
    money = [row.net_sales for row in rows]
    assert money == sorted(money, reverse=True)
    whole, before = sum(money), Decimal(0)
    for row in rows:
        expected = "A" if before < whole * 8 / 10 else "B" if before < whole * 95 / 100 else "C"
        assert row.abc == expected
        before += row.net_sales


def test_lost_sales(report, sold, shelf):
    """For each day without, what the last 28 days in stock before it brought a day."""
    today = report.period.end.date()
    lost, shown = Decimal(0), defaultdict(list)
    for key in sorted(shelf):
        shown[key[:2]].append(key[2])
    for (shop, sku), known in shown.items():
        brought, bought = defaultdict(Decimal), set()
        for day, units, money in sold[shop, sku]:
            brought[day] += money
            bought |= {day} if units > 0 else set()
        there = []
        for day in known:
            if shelf[shop, sku, day] > 0 or day in bought:
                there.append(day)
            elif there and today - SPAN <= day < today and day - there[-1] <= LONG_AGO:
                lost += sum(brought[d] for d in there[-28:]) / len(there[-28:])
    (metric,) = (m for m in report.metrics if m.name == "lost_sales")
    assert lost > 0
    assert metric.value == pytest.approx(lost, abs=Decimal("0.01"))


def test_parts_sum_to_the_whole(report):
    """The classes to all, what is out to what is lost a day, slow and dead to their rows."""
    *parts, whole = report.table("classes").rows
    assert sum(row.net_sales for row in parts) == whole.net_sales
    assert sum(row.skus for row in parts) == whole.skus
    for row in (*parts, whole):
        bands = (row.out, row.under_2, row.under_3, row.under_7, row.under_14, row.more)
        assert sum(bands) + row.no_sales + row.no_stock == row.skus
    metrics = {m.name: m.value for m in report.metrics}
    out = report.table("out_of_stock").rows
    assert sum(row.lost_a_day or 0 for row in out) == metrics["lost_a_day"]
    dead = [row for row in report.table("slow_stock").rows if row.kind == "dead"]
    assert sum(row.value or 0 for row in dead) == metrics["dead_stock"]


def test_net_sales_are_those_of_the_ledger(db, report):
    """What the SKUs brought is what the days brought, before returns as refunds name none."""
    sums = db.select("SELECT at_local, gross_sales - discounts, returns FROM sales_ledger").tuples
    start, end = report.period.start, report.period.end
    expected = sum(amount for at, amount, _ in sums if at and start <= at < end)
    whole = report.table("classes").rows[-1]
    assert whole.net_sales == pytest.approx(expected, abs=Decimal("0.01"))


def test_scorecard_loses_the_same_share(db, report):
    """Of the same 28 days."""
    days = Slot("month", report.period.start, report.period.end)
    share = Daily(db).lost_share(days)
    said = {metric.name: metric.value for metric in report.metrics}
    assert share.n == 28
    assert said["lost_sales_share"] == pytest.approx(float(share.value))
