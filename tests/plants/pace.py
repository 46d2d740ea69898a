"""One case of each finding of pace; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, append, edit, rows
from pulse import ORDERS, rejected_rows, stale_data

TARGETS = "targets.csv"


def behind_target(folder: Path) -> Mapping[str, Any]:
    """Today is to bring 9,000, four times what has come by three."""
    append(folder / TARGETS, "2026-09-18,shop,net_sales,9000")
    return {"target": "9000.00"}


def month_behind_target(folder: Path) -> Mapping[str, Any]:
    """September is to bring 160,000, today no more than 2,000 of it."""
    edit(folder / TARGETS, "2026-09,shop,net_sales,103000", "2026-09,shop,net_sales,160000")
    append(folder / TARGETS, "2026-09-18,shop,net_sales,2000")
    return {"target": "160000.00", "days_left": 12}


def no_orders_since(folder: Path) -> Mapping[str, Any]:
    """No order of today came through; a dozen usually have by now."""
    for name in (ORDERS, "outlet_orders_2.csv"):
        with rows(folder / name) as lines:
            gone = {r["Name"] for r in lines if r["Created at"] >= "2026-09-18"}
            lines[:] = [r for r in lines if r["Name"] not in gone]
    return {}


PLANTS = {
    "behind-target": Plant(behind_target),
    "month-behind-target": Plant(month_behind_target),
    "no-orders-since": Plant(no_orders_since),
    "stale-data": Plant(stale_data),
    "rejected-rows": Plant(rejected_rows),
}
