"""One case of each finding of segments; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, edit, rows

ORDERS = "orders_export.csv"


def stale_data(folder: Path) -> Mapping[str, Any]:
    """Asked on Sunday noon of exports that end on Friday afternoon."""
    edit(folder / "salesops.toml", "2026-09-18 15:10", "2026-09-20 12:00")
    return {}


def rejected_rows(folder: Path) -> Mapping[str, Any]:
    """A total that is no amount, in the last row of the oldest order."""
    with rows(folder / ORDERS) as lines:
        (*_, oldest) = (r for r in lines if r["Total"])
        oldest["Total"] = "12O.50"  # the letter O
    return {"rows": 1, "file": ORDERS}


PLANTS = {
    # Of all history the end is the data's own, so only a window that reaches past it is stale.
    "stale-data": Plant(stale_data, arguments=("--since", "7d")),
    "rejected-rows": Plant(rejected_rows),
}
