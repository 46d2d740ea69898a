"""The shipped sample, read with csv alone: nothing of the generator is imported."""

from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from sample_rows import SAMPLE, read

ZONE = ZoneInfo("America/Chicago")


def moment(text):
    return datetime.strptime(text, "%Y-%m-%d %H:%M:%S %z").astimezone(ZONE)


def money(text):
    return Decimal(text or "0")


def line_sum(lines):
    return sum(money(r["Lineitem price"]) * int(r["Lineitem quantity"]) for r in lines)


def grouped(rows):
    """The rows of each order by its name."""
    by_name = defaultdict(list)
    for row in rows:
        by_name[row["Name"]].append(row)
    return dict(by_name)


def is_sale(head):
    """Neither voided nor a test."""
    return (
        head["Financial Status"] != "voided"
        and head["Payment Method"] != "Bogus Gateway"
        and head["Tags"] != "test"
    )


@pytest.fixture(scope="session")
def sample():
    """Every export by its short name, and the orders' rows by order."""
    names = ("orders", "transactions", "products", "inventory", "customers")
    found = {name: read(f"{name}_export.csv") for name in names}
    by_name = grouped(found["orders"])
    by_sku = {r["Variant SKU"]: r for r in found["products"] if r["Variant SKU"]}
    return SimpleNamespace(
        **found,
        targets=read("targets.csv"),
        segments=read("customer_segments.csv"),
        outlet=[grouped(read(f"outlet_orders_{number}.csv")) for number in (1, 2)],
        outlet_products=read("outlet_products_export.csv"),
        stock=read("stock_history.csv"),
        supply={row["sku"]: row for row in read("supply.csv")},
        purchases=read("purchase_orders.csv"),
        parcels=read("fulfillments.csv"),
        checkouts=read("abandoned_checkouts_export.csv"),
        folder=SAMPLE,
        by_name=by_name,
        heads={name: rows[0] for name, rows in by_name.items()},
        by_sku=by_sku,
        as_of=datetime(2026, 9, 18, 15, 10, tzinfo=ZONE),
        read=SimpleNamespace(moment=moment, money=money, line_sum=line_sum, is_sale=is_sale),
    )
