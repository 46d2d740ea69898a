"""One case of each finding of quota; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from planting import Plant, append, edit, rows

DEALS, QUOTAS = "deals.csv", "quotas.csv"
LOST = {
    "stage": "Lost",
    "stage_order": "7",
    "is_won": "false",
    "probability": "0",
    "forecast_category": "omitted",
}
Row = dict[str, str]


def lose(folder: Path, which: Callable[[Row], bool]) -> None:
    """Deals that were won were lost instead, on the same day."""
    with rows(folder / DEALS) as lines:
        for row in lines:
            if row["stage"] == "Won" and which(row):
                row.update(LOST)


def quota_behind(folder: Path) -> Mapping[str, Any]:
    """Of what was won in September nearly all was lost: no rep of them has much, nor the team."""
    seen = list[str]()

    def which(row: Row) -> bool:
        if row["closed_at"] < "2026-09-01":
            return False
        seen.append(row["deal_id"])
        return len(seen) > 1

    lose(folder, which)
    return {}


def rep_far_behind(folder: Path) -> Mapping[str, Any]:
    """Caleb Stone has won nothing in the quarter."""
    lose(folder, lambda row: row["owner"] == "Caleb Stone" and row["closed_at"] >= "2026-07-01")
    return {"reps": 1, "rep": "Caleb Stone", "attainment": 0.0}


def rate_down(folder: Path) -> Mapping[str, Any]:
    """The quotas of August were three times as high, and nobody reached one."""
    with rows(folder / QUOTAS) as lines:
        for row in lines:
            if row["period"] == "2026-08":
                row["quota"] = f"{3 * float(row['quota']):.2f}"
    return {"period": "2026-08", "rate": 0.0, "reps": 8}


def stale_deals(folder: Path) -> Mapping[str, Any]:
    """Asked a week later of the same exports."""
    edit(folder / "salesops.toml", "2026-09-18 15:10", "2026-09-25 12:00")
    return {}


def rejected_rows(folder: Path) -> Mapping[str, Any]:
    """A quota that is no amount."""
    append(folder / QUOTAS, "Mia Landry,2026-10,79OO.00")  # the letter O
    return {"rows": 1, "file": QUOTAS}


PLANTS = {
    "rep-far-behind": Plant(rep_far_behind, arguments=("--period", "2026-Q3")),
    "quota-behind": Plant(quota_behind),
    "rate-down": Plant(rate_down),
    "stale-data": Plant(stale_deals),
    "rejected-rows": Plant(rejected_rows),
}
