"""One case of each finding of pulse; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, append, edit, rows

ORDERS = "orders_export.csv"


def sales_drop(folder: Path) -> Mapping[str, Any]:
    """All but the five newest orders of yesterday and today are gone; a week ago there were 30."""
    with rows(folder / ORDERS) as lines:
        recent = [r["Name"] for r in lines if r["Created at"] >= "2026-09-17"]
        gone = set(recent[5:])
        lines[:] = [r for r in lines if r["Name"] not in gone]
    return {"from_returns": "0.00"}


def stockout_top_seller(folder: Path) -> Mapping[str, Any]:
    """Nothing is available of the carburetor that brings most money."""
    with rows(folder / "inventory_export.csv") as lines:
        for row in lines:
            if row["SKU"] == "CARB-01":
                row["Available (not editable)"] = row["On hand (current)"] = "0"
                row["Committed (not editable)"] = "0"
    return {"sku": "CARB-01", "available": 0, "days_of_cover": 0.0}


def stale_data(folder: Path) -> Mapping[str, Any]:
    """Asked on Sunday noon of exports that end on Friday at 14:55:28, 45 hours before."""
    edit(folder / "salesops.toml", "2026-09-18 15:10", "2026-09-20 12:00")
    return {"data_through": "2026-09-18T14:55:28", "hours": 45.1}


def stale_orders(folder: Path) -> Mapping[str, Any]:
    """The same, of what asks for no payments: the last order is of 14:45:49."""
    stale_data(folder)
    return {"data_through": "2026-09-18T14:45:49", "hours": 45.2}


def lines_not_tied(folder: Path) -> Mapping[str, Any]:
    """A line of the newest order costs ten more than its subtotal knows of."""
    with rows(folder / ORDERS) as lines:
        first = lines[0]
        first["Lineitem price"] = f"{float(first['Lineitem price']) + 10:.2f}"
    return {"orders": [first["Name"]], "count": 1}


def refunds_without_order(folder: Path) -> Mapping[str, Any]:
    """Five dollars of yesterday go back for an order that no export holds."""
    stamp = "2026-09-17 12:00:00 -0500"
    line = f"#999,7399999999999,refund,{stamp},5.00,USD,success,shopify_payments,credit"
    append(folder / "transactions_export.csv", line)
    return {"count": 1}


def late_fulfillment(folder: Path) -> Mapping[str, Any]:
    """Nothing that was paid between the 7th and the 16th has gone out."""
    with rows(folder / ORDERS) as lines:
        held = {
            r["Name"]
            for r in lines
            if "2026-09-07" <= r["Paid at"] < "2026-09-17" and r["Fulfillment Status"]
        }
        for row in lines:
            if row["Name"] in held:
                row["Fulfillment Status"] = "unfulfilled" if row["Fulfillment Status"] else ""
                row["Fulfilled at"] = ""
                row["Lineitem fulfillment status"] = "pending"
    return {}


def rejected_rows(folder: Path) -> Mapping[str, Any]:
    """A total that is no amount, in the last row of the oldest order."""
    with rows(folder / ORDERS) as lines:
        (*_, oldest) = (r for r in lines if r["Total"])
        oldest["Total"] = "12O.50"  # the letter O
    return {"rows": 1, "file": ORDERS}


def outlier_orders(folder: Path) -> Mapping[str, Any]:
    """The newest order of one line is of a price that somebody typed three zeros too long."""
    with rows(folder / ORDERS) as lines:
        names = [row["Name"] for row in lines]
        one = next(r for r in lines if names.count(r["Name"]) == 1 and float(r["Subtotal"]) > 0)
        more = 999 * float(one["Lineitem price"])
        one["Lineitem price"] = f"{float(one['Lineitem price']) + more:.2f}"
        for name in ("Subtotal", "Total"):
            one[name] = f"{float(one[name]) + more * int(one['Lineitem quantity']):.2f}"
    return {"count": 1, "orders": [one["Name"]]}


PLANTS = {
    "sales-drop": Plant(sales_drop),
    "stockout-top-seller": Plant(stockout_top_seller),
    "stale-data": Plant(stale_data),
    "lines-not-tied": Plant(lines_not_tied),
    "refunds-without-order": Plant(refunds_without_order),
    "late-fulfillment": Plant(late_fulfillment),
    "rejected-rows": Plant(rejected_rows),
    "outlier-orders": Plant(outlier_orders),
}
