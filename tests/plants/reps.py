"""One case of each finding of reps; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, append, edit, rows

DEALS, HISTORY, ACTIVITIES = "deals.csv", "deal_stage_history.csv", "activities.csv"
REP = "Mia Landry"
SINCE = "2026-08-20"
"""A month before as-of."""
BEFORE = "2026-08-19 10:00:00 -0500"


def conversion_low(folder: Path) -> Mapping[str, Any]:
    """Of Mia's deals that came to a demo in the last year, four in five were lost there."""
    with rows(folder / DEALS) as lines:
        mine = {r["deal_id"]: r for r in lines if r["owner"] == REP and r["created_at"] > "2025-09"}
        lost = {key for n, key in enumerate(sorted(mine)) if n % 5}
        with rows(folder / HISTORY) as history:
            came = {r["deal_id"] for r in history if r["deal_id"] in lost and r["stage"] == "Demo"}
            history[:] = [
                r
                for r in history
                if r["deal_id"] not in came or r["stage"] in ("Qualified", "Needs analysis", "Demo")
            ]
        for key in came:
            _lose(mine[key])
    return {"rep": REP, "stage": "Demo"}


def _lose(row: dict[str, str]) -> None:
    closed = row["closed_at"] or "2026-09-17 10:00:00 -0500"
    row.update(
        stage="Lost", stage_order="7", is_closed="true", is_won="false", probability="0",
        forecast_category="omitted",
        closed_at=closed, expected_close_date=closed[:10], stage_entered_at=closed, next_step="",
    )  # fmt: skip


def idle(folder: Path) -> Mapping[str, Any]:
    """Mia has done nothing since 20 August: what came later is not hers, or was before."""
    with rows(folder / ACTIVITIES) as lines:
        lines[:] = [r for r in lines if r["owner"] != REP or r["due_date"] < SINCE]
    with rows(folder / DEALS) as lines:
        mine = [r for r in lines if r["owner"] == REP]
        kept = {r["deal_id"]: r for r in mine if not r["closed_at"] and r["created_at"] < SINCE}
        for row in (r for r in mine if max(r["created_at"], r["closed_at"]) >= SINCE):
            row["owner"] = "Owen Pratt"
        for row in kept.values():
            for stamp in ("stage_entered_at", "last_activity_at"):
                row[stamp] = min(row[stamp], BEFORE)
    with rows(folder / HISTORY) as lines:
        lines[:] = [r for r in lines if r["deal_id"] not in kept or r["entered_at"] < SINCE]
    return {"rep": REP, "open_deals": len(kept)}


def stale_deals(folder: Path) -> Mapping[str, Any]:
    """Asked a week after the export."""
    edit(folder / "salesops.toml", "2026-09-18 15:10", "2026-09-25 12:00")
    return {}


def rejected_rows(folder: Path) -> Mapping[str, Any]:
    """A rep without a name."""
    append(folder / "reps.csv", ",Judith Amsel,Inside,North,2026-05-04,,,,")
    return {"rows": 1, "file": "reps.csv"}


PLANTS = {
    "rep-conversion-low": Plant(conversion_low),
    "rep-idle": Plant(idle),
    "stale-data": Plant(stale_deals),
    "rejected-rows": Plant(rejected_rows),
}
