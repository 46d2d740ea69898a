"""One case of each finding of cross-sell; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, rows
from pulse import rejected_rows, stale_orders


def pair_broken(folder: Path) -> Mapping[str, Any]:
    """None is left of a carburetor that six in ten buy with a fuel pressure regulator."""
    with rows(folder / "inventory_export.csv") as lines:
        for row in (r for r in lines if r["SKU"] == "CARB-05"):
            row["Available (not editable)"] = row["On hand (current)"] = "0"
    return {"skus": ["CARB-05"]}


PLANTS = {
    "pair-broken": Plant(pair_broken),
    "stale-data": Plant(stale_orders, arguments=("--since", "1y")),
    "rejected-rows": Plant(rejected_rows),
}
