"""One case of each finding of explain; asked on Friday 2026-09-18, it is about Thursday."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, edit, rows
from pulse import rejected_rows

ORDERS = "orders_export.csv"


def sales_drop_explained(folder: Path) -> Mapping[str, Any]:
    """All but three orders of yesterday are gone, and as many visits came."""
    with rows(folder / ORDERS) as lines:
        names = [r["Name"] for r in lines if r["Created at"].startswith("2026-09-17")]
        gone = set(list(dict.fromkeys(names))[3:])
        lines[:] = [r for r in lines if r["Name"] not in gone]
    return {"kind": "effect", "name": "conversion", "usual": False}


def stale_data(folder: Path) -> Mapping[str, Any]:
    """Asked on Sunday noon about Saturday of exports that end on Friday at 14:55:28."""
    edit(folder / "salesops.toml", "2026-09-18 15:10", "2026-09-20 12:00")
    return {"data_through": "2026-09-18T14:55:28", "hours": 33.1}


PLANTS = {
    "sales-drop-explained": Plant(sales_drop_explained),
    "stale-data": Plant(stale_data),
    "rejected-rows": Plant(rejected_rows),
}
