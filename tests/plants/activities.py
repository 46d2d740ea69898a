"""One case of each finding of activities; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, append, edit, rows

DEALS, ACTIVITIES = "deals.csv", "activities.csv"
REP = "Mia Landry"
LAST = "2026-08-10 10:00:00 -0500"


def activity_stopped(folder: Path) -> Mapping[str, Any]:
    """Mia has logged nothing since 4 September."""
    with rows(folder / ACTIVITIES) as lines:
        lines[:] = [
            r
            for r in lines
            if r["owner"] != REP or r["done"] == "no" or r["due_date"] < "2026-09-04"
        ]
    return {"rep": REP, "activities": 0}


def open_deals_untouched(folder: Path) -> Mapping[str, Any]:
    """Nobody has called about a deal from before August since the tenth of that month."""
    with rows(folder / DEALS) as lines:
        old = [r for r in lines if not r["closed_at"] and r["created_at"] < "2026-08-10"]
        names = {r["deal_id"] for r in old}
        for row in old:
            row["last_activity_at"] = min(row["last_activity_at"], LAST)
    with rows(folder / ACTIVITIES) as lines:
        lines[:] = [
            r
            for r in lines
            if r["deal_id"] not in names or r["done"] == "no" or r["due_date"] < LAST
        ]
    return {"untouched": len(names), "never": 0}


def stale_deals(folder: Path) -> Mapping[str, Any]:
    """Asked a week after the export."""
    edit(folder / "salesops.toml", "2026-09-18 15:10", "2026-09-25 12:00")
    return {}


def rejected_rows(folder: Path) -> Mapping[str, Any]:
    """A rep without a name."""
    append(folder / "reps.csv", ",Judith Amsel,Inside,North,2026-05-04,,,,")
    return {"rows": 1, "file": "reps.csv"}


PLANTS = {
    "rep-activity-stopped": Plant(activity_stopped),
    "open-deals-untouched": Plant(open_deals_untouched),
    "stale-data": Plant(stale_deals),
    "rejected-rows": Plant(rejected_rows),
}
