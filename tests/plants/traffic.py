"""One case of each finding of traffic; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, rows
from pulse import rejected_rows

PAGES, DEVICES = "ga4_landing_pages.csv", "ga4_devices.csv"
OUTLET, SEARCH = "outlet_ga4_channels.csv", "search_console.csv"
WEEK = "20260911"


def traffic_down(folder: Path) -> Mapping[str, Any]:
    """Half of the visits to the brakes stay away for a week."""
    with rows(folder / PAGES) as lines:
        for row in lines:
            if row["Date"] >= WEEK and row["Landing page"] == "/collections/brakes":
                row["Sessions"] = str(int(row["Sessions"]) // 2)
    return {"worst": "/collections/brakes"}


def ranking_drop(folder: Path) -> Mapping[str, Any]:
    """Batteries are found twelve places further down."""
    with rows(folder / SEARCH) as lines:
        for row in lines:
            if row["Date"] >= "2026-09-11" and row["Query"] == "battery":
                row["Position"] = f"{float(row['Position']) + 12:.2f}"
    return {"worst": "battery"}


def tracking_gap(folder: Path) -> Mapping[str, Any]:
    """On Monday nothing was counted in the first store."""
    for name in (PAGES, DEVICES):
        with rows(folder / name) as lines:
            lines[:] = [row for row in lines if row["Date"] != "20260914"]
    return {"days": ["2026-09-14"]}


def purchases_untracked(folder: Path) -> Mapping[str, Any]:
    """On Tuesday visits were counted and purchases were not."""
    for name in (PAGES, DEVICES):
        with rows(folder / name) as lines:
            for row in lines:
                if row["Date"] == "20260915":
                    row["Ecommerce purchases"] = "0"
    return {"days": ["2026-09-15"]}


def stale_visits(folder: Path) -> Mapping[str, Any]:
    """Analytics was last exported two weeks ago."""
    for name in (PAGES, DEVICES, OUTLET):
        with rows(folder / name) as lines:
            lines[:] = [row for row in lines if row["Date"] < "20260904"]
    return {"visits_through": "2026-09-03"}


PLANTS = {
    "traffic-down": Plant(traffic_down),
    "ranking-drop": Plant(ranking_drop),
    "tracking-gap": Plant(tracking_gap),
    "purchases-untracked": Plant(purchases_untracked),
    "visits-stale": Plant(stale_visits),
    "rejected-rows": Plant(rejected_rows),
}
