"""One case of each finding of bundles; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, rows
from pulse import rejected_rows, stale_orders


def bundle_under_margin(folder: Path) -> Mapping[str, Any]:
    """Brake rotors cost a fifth more than they are sold for."""
    with rows(folder / "products_export.csv") as lines:
        for row in lines:
            if row["Variant SKU"].startswith("ROTR"):
                row["Cost per item"] = f"{float(row['Variant Price']) * 1.2:.2f}"
    return {}


PLANTS = {
    "bundle-under-margin": Plant(bundle_under_margin),
    "stale-data": Plant(stale_orders, arguments=("--since", "1y")),
    "rejected-rows": Plant(rejected_rows),
}
