"""One case of each finding of channels; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, append, edit, rows

DEALS, SPEND = "deals.csv", "marketing_spend.csv"
LATELY = "2026-06-21"
"""Ninety days, as-of's among them."""


def channel_win_rate_down(folder: Path) -> Mapping[str, Any]:
    """Of the field deals won since 21 June all but one were lost."""
    with rows(folder / DEALS) as lines:
        mine = [r for r in lines if r["channel"] == "field" and r["closed_at"] >= LATELY]
        for row in [r for r in mine if r["stage"] == "Won"][1:]:
            row["stage"], row["is_won"] = "Lost", "false"
    return {"channel": "field", "deals": len(mine)}


def channel_costs_more(folder: Path) -> Mapping[str, Any]:
    """A new showroom, rented in June, by another spelling; what its open days cost is there too."""
    append(folder / SPEND, "2026-06-01,Show-Room,Rent,90000.00,,,USD")
    return {"channel": "showroom", "cost": "90432.87"}


def stale_deals(folder: Path) -> Mapping[str, Any]:
    """Asked a week after the export."""
    edit(folder / "salesops.toml", "2026-09-18 15:10", "2026-09-25 12:00")
    return {}


def rejected_rep(folder: Path) -> Mapping[str, Any]:
    """A rep without a name."""
    append(folder / "reps.csv", ",Judith Amsel,Inside,North,2026-05-04,,,,")
    return {"rows": 1, "file": "reps.csv"}


PLANTS = {
    "channel-win-rate-down": Plant(channel_win_rate_down),
    "channel-costs-more": Plant(channel_costs_more),
    "stale-data": Plant(stale_deals, arguments=("--since", "2026-01-01")),
    "rejected-rows": Plant(rejected_rep),
}
