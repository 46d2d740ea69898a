"""One case of each finding of heatmap; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, rows
from pulse import rejected_rows, stale_data


def _left(folder: Path, sku: str, units: int) -> None:
    """So many are available of a SKU, all in the warehouse."""
    with rows(folder / "inventory_export.csv") as lines:
        lines[:] = [r for r in lines if r["SKU"] != sku or r["Location"] == "Main warehouse"]
        for row in (r for r in lines if r["SKU"] == sku):
            row["Available (not editable)"] = row["On hand (current)"] = str(units)
            row["Committed (not editable)"] = row["Unavailable (not editable)"] = "0"


def stockout_top_seller(folder: Path) -> Mapping[str, Any]:
    """None is left of the carburetor that brings most money."""
    _left(folder, "CARB-01", 0)
    return {"skus": ["CARB-01"]}


def low_cover_top_seller(folder: Path) -> Mapping[str, Any]:
    """One is left of it, and 21 went in 28 days."""
    _left(folder, "CARB-01", 1)
    return {"skus": {"CARB-01": 1.33}}


def dead_stock(folder: Path) -> Mapping[str, Any]:
    """Four hundred came in of a carburetor that nobody has bought."""
    _left(folder, "CARB-09", 400)
    return {"skus": 39}


def stale(folder: Path) -> Mapping[str, Any]:
    """The 28 days end with Saturday, 33 hours after the exports do."""
    return {**stale_data(folder), "hours": 33.1}


PLANTS = {
    "stockout-top-seller": Plant(stockout_top_seller),
    "low-cover-top-seller": Plant(low_cover_top_seller),
    "dead-stock": Plant(dead_stock),
    "stale-data": Plant(stale),
    "rejected-rows": Plant(rejected_rows),
}
