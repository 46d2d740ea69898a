"""One case of each finding of reorder."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, append, edit, rows
from pulse import rejected_rows

INVENTORY = "inventory_export.csv"


def reorder_overdue(folder: Path) -> Mapping[str, Any]:
    """Of the best seller, ordered eight to nine days ahead, one is left and none is coming."""
    with rows(folder / INVENTORY) as lines:
        for row in lines:
            if row["SKU"] == "CARB-01":
                row["Available (not editable)"] = (
                    "1" if row["Location"] == "Main warehouse" else "0"
                )
                row["Incoming (not editable)"] = "0"
    return {"count": 1, "sku": "CARB-01", "skus": ["CARB-01"]}


def purchase_order_overdue(folder: Path) -> Mapping[str, Any]:
    """Ten were due a week before the sample's as-of, and have not come in."""
    line = "PO-9001,CARB-01,Prairie Parts Depot,2026-08-20,2026-09-11,,10,0,94.99,USD"
    append(folder / "purchase_orders.csv", line)
    return {"count": 1, "purchase_orders": ["PO-9001"], "expected": "2026-09-11"}


def stale_data(folder: Path) -> Mapping[str, Any]:
    """Asked on Sunday noon of exports that end on Friday: of Saturday nothing is known."""
    edit(folder / "salesops.toml", "2026-09-18 15:10", "2026-09-20 12:00")
    return {"hours": 33.2}


PLANTS = {
    "reorder-overdue": Plant(reorder_overdue),
    "purchase-order-overdue": Plant(purchase_order_overdue),
    "stale-data": Plant(stale_data),
    "rejected-rows": Plant(rejected_rows),
}
