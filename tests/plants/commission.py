"""One case of each finding of commission; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, append, edit, rows

DEALS, HISTORY, CREDITS, PLANS = (
    "deals.csv", "deal_stage_history.csv", "credits.csv", "commission.toml",
)  # fmt: skip


def clawback_overpaid(folder: Path) -> Mapping[str, Any]:
    """The first deal's amount is corrected to less than nothing, a quarter after it was won."""
    with rows(folder / DEALS) as lines:
        lines[0]["amount"] = "-200.00"
    when, owner = "2025-06-02 10:00:00 -0500", "Caleb Stone"
    append(
        folder / HISTORY,
        f"D-1001,{when},Won,-200.00,USD,2025-03-03,100,closed,{owner},{owner}",
    )
    return {"clawbacks": 1, "deal": "D-1001", "rep": owner, "corrects": "2025-Q1/1"}


def credited_beyond(folder: Path) -> Mapping[str, Any]:
    """Of a deal that two share one has all, and the other their part too."""
    with rows(folder / CREDITS) as lines:
        lines[0]["share"] = "1.00"
        return {"deals": 1, "deal": lines[0]["deal_id"]}


def cap_reached_early(folder: Path) -> Mapping[str, Any]:
    """The cap of a year ago, which everybody has outgrown."""
    edit(folder / PLANS, "cap = 6000", "cap = 300")
    return {"period": "2026-Q3", "cap": "300.00"}


def rate_above_plan(folder: Path) -> Mapping[str, Any]:
    """Somebody has written a bonus with two zeros too many."""
    edit(folder / PLANS, "amount = 250", "amount = 25000")
    return {"plan": "Field"}


def draw_growing(folder: Path) -> Mapping[str, Any]:
    """A draw that nobody earns, lent month after month."""
    edit(folder / PLANS, "amount = 150", "amount = 5000")
    return {"reps": 4}


def stale_data(folder: Path) -> Mapping[str, Any]:
    """Asked on Wednesday noon of exports that end on Friday: four days are allowed."""
    edit(folder / "salesops.toml", "2026-09-18 15:10", "2026-09-23 12:00")
    return {}


def rejected_rows(folder: Path) -> Mapping[str, Any]:
    """A share that is no number."""
    with rows(folder / CREDITS) as lines:
        lines[0]["share"] = "O.70"  # the letter O
    return {"rows": 1, "file": CREDITS}


PLANTS = {
    "clawback-overpaid": Plant(clawback_overpaid),
    "credited-beyond": Plant(credited_beyond),
    "cap-reached-early": Plant(cap_reached_early),
    "rate-above-plan": Plant(rate_above_plan),
    "draw-growing": Plant(draw_growing),
    "stale-data": Plant(stale_data),
    "rejected-rows": Plant(rejected_rows),
}
