"""One case of each finding of abandon-carts; the sample's as-of is Friday 2026-09-18 15:10."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, rows
from pulse import rejected_rows, stale_data

CARTS = "abandoned_checkouts_export.csv"


def cart_recovery_drop(folder: Path) -> Mapping[str, Any]:
    """Nobody who left a cart since 14 August can be known again: strangers, who never ordered."""
    with rows(folder / CARTS) as lines:
        for n, row in enumerate(r for r in lines if r["Created at"] >= "2026-08-14"):
            row["Email"], row["Phone"] = f"stranger{n}@x.test", ""
    return {"recent_rate": 0.0}


def carts_up(folder: Path) -> Mapping[str, Any]:
    """Four hundred more people gave up at the checkout on Wednesday, each before 10 dollars."""
    path = folder / CARTS
    with path.open(encoding="utf-8", newline="") as lines:
        header = next(csv.reader(lines))
    with rows(path) as lines:
        for n in range(400):
            cells = dict.fromkeys(header, "")
            stamp = f"2026-09-16 {n // 60 + 9:02}:{n % 60:02}:00 -0500"
            cells |= {"Id": f"99{n:04}", "Email": f"gone{n}@x.test", "Created at": stamp}
            lines.append(cells | {"Total": "10.00", "Currency": "USD"})
    return {}


PLANTS = {
    "cart-recovery-drop": Plant(cart_recovery_drop),
    "carts-up": Plant(carts_up),
    "stale-data": Plant(stale_data),
    "rejected-rows": Plant(rejected_rows),
}
