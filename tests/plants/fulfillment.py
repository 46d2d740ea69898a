"""One case of each finding of fulfillment; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from planting import Plant, rows
from pulse import ORDERS, rejected_rows, stale_data

PARCELS = "fulfillments.csv"


def hold(folder: Path, held: Callable[[dict[str, str]], bool], most: int) -> list[str]:
    """The names of so many sent orders of the web shop that have not gone out after all."""
    with rows(folder / ORDERS) as lines:
        found = [r for r in lines if r["Fulfilled at"] and r["Source"] == "web" and held(r)]
        names = [r["Name"] for r in found if r["Financial Status"] == "paid"][:most]
        for row in lines:
            if row["Name"] in names:
                row["Fulfillment Status"] = "unfulfilled" if row["Fulfillment Status"] else ""
                row["Fulfilled at"] = ""
                row["Lineitem fulfillment status"] = "pending"
    with rows(folder / PARCELS) as parcels:
        parcels[:] = [p for p in parcels if p["order_number"] not in names]
    return names


def late_orders(folder: Path) -> Mapping[str, Any]:
    """Sixty orders paid from the 13th to the 16th, beside the six that are late anyway."""
    held = hold(folder, lambda row: "2026-09-13" <= row["Paid at"] < "2026-09-17", 60)
    return {"orders": len(held) + 6}


def stuck_orders(folder: Path) -> Mapping[str, Any]:
    """One order paid on the 8th."""
    names = hold(folder, lambda row: row["Paid at"].startswith("2026-09-08"), 1)
    return {"orders": 1, "first": names}


def stuck_in_transit(folder: Path) -> Mapping[str, Any]:
    """Twenty parcels of late August that no scan has seen again."""
    return {"parcels": _spoil(folder, "in_transit", 20)}


def failed_parcels(folder: Path) -> Mapping[str, Any]:
    """Fifteen that the carrier could not hand over."""
    return {"parcels": _spoil(folder, "failure", 15)}


def _spoil(folder: Path, status: str, count: int) -> int:
    with rows(folder / ORDERS) as lines:
        paid = {row["Name"] for row in lines if row["Financial Status"] == "paid"}
    with rows(folder / PARCELS) as parcels:
        august = [p for p in parcels if "2026-08-24" <= p["shipped_at"] < "2026-09-01"]
        found = [p for p in august if p["delivered_at"] and p["order_number"] in paid][:count]
        for parcel in found:
            parcel["delivered_at"], parcel["status"] = "", status
    return len(found)


PLANTS = {
    "late-fulfillment": Plant(late_orders),
    "stuck-orders": Plant(stuck_orders),
    "stuck-in-transit": Plant(stuck_in_transit),
    "failed-parcels": Plant(failed_parcels),
    "stale-data": Plant(stale_data),
    "rejected-rows": Plant(rejected_rows),
}
