"""One case of each finding of funnel; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, rows
from pulse import rejected_rows
from traffic import PAGES, stale_visits

SINCE = "20260821"


def _lost(folder: Path, *steps: str) -> None:
    """In every other row of four weeks nobody got so far."""
    with rows(folder / PAGES) as lines:
        recent = [row for row in lines if row["Date"] >= SINCE]
        for row in recent[::2]:
            row.update(dict.fromkeys(steps, "0"))


def checkout_drop(folder: Path) -> Mapping[str, Any]:
    """Half of the checkouts that ended in an order do not any more."""
    _lost(folder, "Ecommerce purchases")
    return {"step": "purchases"}


def conversion_drop(folder: Path) -> Mapping[str, Any]:
    """Half of the carts are not filled any more; of checkouts as many end in an order."""
    _lost(folder, "Add to carts", "Checkouts", "Ecommerce purchases")
    return {"step": "carts"}


PLANTS = {
    "checkout-drop": Plant(checkout_drop),
    "conversion-drop": Plant(conversion_drop),
    "visits-stale": Plant(stale_visits),
    "rejected-rows": Plant(rejected_rows),
}
