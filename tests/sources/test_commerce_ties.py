"""Net sales tie to what the vendor's own screen says: summed here from the file by its rule."""

import csv
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from salesops import cli

HERE = Path(__file__).parent


def money(text):
    """An amount as systems write it: signs of currencies, brackets, apostrophes."""
    digits = Decimal(re.sub(r"[^0-9.]", "", text) or 0)
    return -digits if re.search(r"[-(]", text) else digits


def woocommerce_analytics(rows):
    """The sum of the report, refunds below zero, without what WooCommerce leaves out."""
    out = {"failed", "cancelled", "checkout-draft"}
    return sum(money(row["Net Sales"]) for row in rows if row["Status"] not in out)


def woocommerce_order_export(rows):
    """Lines after coupons of what counts, less refunds: none here has tax or shipping in it."""
    paid = {"Completed", "Processing", "On hold", "Refunded"}
    goods = sum(
        money(row["Item Cost"]) * int(row["Quantity"])
        for row in rows
        if row["Order Status"] in paid and row["Quantity"]
    )
    orders = {row["Order Number"]: row for row in rows if row["Order Status"] in paid}
    given_back = sum(
        min(money(row["Order Refund Amount"]), money(row["Order Subtotal Amount"]))
        for row in orders.values()
    )
    return goods - given_back


def square_items(rows):
    """Net sales of all rows, refunds below zero, but for gift cards."""
    return sum(money(row["Net Sales"]) for row in rows if row["Itemization Type"] != "Gift Card")


def square_transactions(rows):
    """Net sales of all rows that were not voided; refunds of an amount are not among them."""
    return sum(money(row["Net Sales"]) for row in rows if row["Transaction Status"] == "Complete")


def bigcommerce_orders(rows):
    """Totals without tax, shipping and refunds, of orders that were placed and stand."""
    out = {"Incomplete", "Declined", "Cancelled", "Refunded"}
    return sum(
        money(row["Order Total (ex tax)"])
        - money(row["Shipping Cost (ex tax)"])
        - money(row["Refund Amount"])
        for row in rows
        if row["Order Status"] not in out
    )


CASES = {
    woocommerce_analytics: "download",
    woocommerce_order_export: "repeated",
    square_items: "items",
    square_transactions: "transactions",
    bigcommerce_orders: "default_template",
}


@pytest.mark.slow  # half a second each, and the cases of test_sources.py hold every row already
@pytest.mark.parametrize("rule", CASES, ids=lambda rule: rule.__name__)
def test_net_sales_are_those_of_the_vendors_screen(rule, capfd):
    folder = HERE / rule.__name__ / CASES[rule]
    (raw,) = (path for path in folder.glob("*.csv") if not path.name.startswith("expect_"))
    with raw.open(encoding="utf-8", newline="") as stream:
        expected = rule(list(csv.DictReader(stream)))
    argv = ["pulse", "--data", str(raw), "--period", "all", "--as-of", "data", "--format", "json"]
    assert cli.main(argv) == 0
    metrics = json.loads(capfd.readouterr().out)["metrics"]
    assert Decimal(metrics["net_sales"]) == expected
