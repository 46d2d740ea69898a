"""One case of each finding of win-loss; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, edit, rows

DEALS = "deals.csv"
LATELY = "2026-06-21"
"""Ninety days, as-of's among them."""


def win_rate_down(folder: Path) -> Mapping[str, Any]:
    """Of the deals won since 21 June two in three were lost."""
    with rows(folder / DEALS) as lines:
        won = [r for r in lines if r["stage"] == "Won" and r["closed_at"] >= LATELY]
        for n, row in enumerate(won):
            row["stage"] = "Won" if n % 3 == 0 else "Lost"
            row["is_won"] = "true" if n % 3 == 0 else "false"
    return {}


def win_rate_apart(folder: Path) -> Mapping[str, Any]:
    """Ruth wins every third of the deals that she won."""
    with rows(folder / DEALS) as lines:
        won = [r for r in lines if r["stage"] == "Won" and r["owner"] == "Ruth Ivers"]
        for n, row in enumerate(won):
            row["stage"] = "Won" if n % 3 == 0 else "Lost"
            row["is_won"] = "true" if n % 3 == 0 else "false"
    return {"by": "owner", "name": "Ruth Ivers"}


def lost_reason_up(folder: Path) -> Mapping[str, Any]:
    """Every second deal lost since 21 June was lost for missing parts."""
    with rows(folder / DEALS) as lines:
        lost = [r for r in lines if r["stage"] == "Lost" and r["closed_at"] >= LATELY]
        for row in lost[::2]:
            row["lost_reason"] = "Missing parts"
    return {"kind": "reason", "name": "Missing parts"}


def stale_deals(folder: Path) -> Mapping[str, Any]:
    """Asked a week after the export."""
    edit(folder / "salesops.toml", "2026-09-18 15:10", "2026-09-25 12:00")
    return {}


def rejected_change(folder: Path) -> Mapping[str, Any]:
    """Somebody wrote a word where a change of stage has its day."""
    with rows(folder / "deal_stage_history.csv") as lines:
        lines[0]["entered_at"] = "soon"
    return {"rows": 1, "file": "deal_stage_history.csv"}


PLANTS = {
    "win-rate-down": Plant(win_rate_down),
    "win-rate-apart": Plant(win_rate_apart),
    "lost-reason-up": Plant(lost_reason_up),
    "stale-data": Plant(stale_deals, arguments=("--since", "2026-01-01")),
    "rejected-rows": Plant(rejected_change),
}
