"""What the sample promises to hold: counts, ordinary days, stock, baskets, late orders."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@pytest.fixture(scope="module")
def gift_skus(sample):
    handles = {r["Handle"] for r in sample.products if r["Gift Card"] == "true"}
    return {sku for sku, row in sample.by_sku.items() if row["Handle"] in handles}


@pytest.fixture(scope="module")
def counted(sample):
    """Orders that are sales: neither voided nor a test."""
    return {name: head for name, head in sample.heads.items() if sample.read.is_sale(head)}


def figures(sample, counted, since, until):
    made = [h for h in counted.values() if since <= sample.read.moment(h["Created at"]) < until]
    back = [
        sample.read.money(row["Amount"])
        for row in sample.transactions
        if row["Kind"] == "refund" and since <= sample.read.moment(row["Processed at"]) < until
    ]
    goods = sum(sample.read.money(head["Subtotal"]) for head in made)
    return len(made), goods, goods - sum(back)


@pytest.mark.parametrize("days_ago", [0, 1])
def test_today_and_yesterday_are_ordinary(sample, counted, days_ago):
    midnight = sample.as_of.replace(hour=0, minute=0) - days_ago * DAY
    until = midnight + DAY if days_ago else sample.as_of
    now = figures(sample, counted, midnight, until)
    before = figures(sample, counted, midnight - WEEK, until - WEEK)
    for new, old in zip(now, before, strict=True):
        assert abs(Decimal(new) / old - 1) < Decimal("0.12")


def test_sizes(sample):
    assert 11_500 < len(sample.heads) < 12_500
    assert 24_000 < len(sample.orders) < 26_000
    assert len(sample.by_sku) == 300
    assert len(sample.customers) == 4000
    assert len(sample.targets) == 14


def test_shares_of_statuses(sample):
    share = Counter(head["Financial Status"] for head in sample.heads.values())
    cancelled = sum(bool(head["Cancelled at"]) for head in sample.heads.values())
    per_thousand = {key: 1000 * n / len(sample.heads) for key, n in share.items()}
    assert 25 < per_thousand["refunded"] + per_thousand["partially_refunded"] < 50
    assert 3 < per_thousand["voided"] < 6
    assert 4 < per_thousand["pending"] < 10
    assert 9 < 1000 * cancelled / len(sample.heads) < 15


def test_nearly_half_of_the_buyers_come_back(sample):
    orders = Counter(head["Email"] for head in sample.heads.values() if head["Email"])
    assert 0.40 < sum(n > 1 for n in orders.values()) / len(orders) < 0.50


def test_about_thirty_variants_never_sell(sample):
    sold = {row["Lineitem sku"] for row in sample.orders}
    assert sold < set(sample.by_sku)
    assert 30 <= len(set(sample.by_sku) - sold) <= 32


def test_prices_are_the_catalogs(sample):
    for row in sample.orders:
        assert row["Lineitem price"] == sample.by_sku[row["Lineitem sku"]]["Variant Price"]
    prices = [Decimal(row["Variant Price"]) for row in sample.by_sku.values()]
    assert (min(prices), max(prices)) == (Decimal("4.99"), Decimal("899.00"))


def test_gift_cards_are_untaxed_and_unshipped(sample, gift_skus):
    rows = [row for row in sample.orders if row["Lineitem sku"] in gift_skus]
    assert 50 < len(rows) < 150
    for row in rows:
        assert row["Lineitem taxable"] == row["Lineitem requires shipping"] == "false"


def test_six_paid_orders_wait_more_than_a_day_two_more_than_three(sample):
    ages = [
        sample.as_of - sample.read.moment(head["Created at"])
        for head in sample.heads.values()
        if head["Paid at"] and not head["Cancelled at"]
        if head["Fulfillment Status"] != "fulfilled"
    ]
    assert sum(age > DAY for age in ages) == 6
    assert sum(age > 3 * DAY for age in ages) == 2
    assert len(ages) > 6


def units(sample, counted):
    """Units and money by SKU over the 28 full days before today."""
    until = sample.as_of.replace(hour=0, minute=0)
    sold, worth = Counter(), Counter()
    for name, head in counted.items():
        if until - 28 * DAY <= sample.read.moment(head["Created at"]) < until:
            for row in sample.by_name[name]:
                sold[row["Lineitem sku"]] += int(row["Lineitem quantity"])
                worth[row["Lineitem sku"]] += sample.read.line_sum([row])
    return sold, worth


def stock(sample, column):
    found = Counter()
    for row in sample.inventory:
        found[row["SKU"]] += int(row[column])
    return found


def test_best_sellers_have_ten_to_forty_days_of_cover(sample, counted, gift_skus):
    sold, worth = units(sample, counted)
    available = stock(sample, "Available (not editable)")
    for ranking in (sold, worth):
        best = [sku for sku, _ in ranking.most_common(14) if sku not in gift_skus][:10]
        assert all(10 <= available[sku] * 28 / sold[sku] <= 40 for sku in best)


def test_stock_adds_up_and_some_is_out_and_some_too_much(sample, counted):
    for row in sample.inventory:
        parts = ("Available", "Committed", "Unavailable")
        held = sum(int(row[f"{part} (not editable)"]) for part in parts)
        assert held == int(row["On hand (current)"])
        assert row["On hand (new)"] == ""
    sold, _ = units(sample, counted)
    available, incoming = stock(sample, "Available (not editable)"), stock(sample, INCOMING)
    out = [sku for sku in sold if sku in available and not available[sku]]
    assert len(out) >= 5
    assert any(incoming[sku] for sku in out)
    assert sum(available[sku] * 28 > 400 * n for sku, n in sold.items()) >= 10


INCOMING = "Incoming (not editable)"


@pytest.mark.parametrize("pair", ["MOIL-01 OFLT-01", "PADS-01 ROTR-01", "CARB-01 FREG-01"])
def test_parts_of_one_job_are_bought_together(sample, pair):
    one, two = pair.split()
    baskets = [{row["Lineitem sku"] for row in rows} for rows in sample.by_name.values()]
    first, second = (sum(sku in basket for basket in baskets) for sku in (one, two))
    both = sum({one, two} <= basket for basket in baskets)
    assert both >= 50
    assert both * len(baskets) / first / second > 8
