"""One case of each finding of ramp; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, append
from quota import lose, stale_deals


def rep_under_ramp(folder: Path) -> Mapping[str, Any]:
    """Simon Beck, who started in January, has won nothing yet."""
    lose(folder, lambda row: row["owner"] == "Simon Beck")
    return {"reps": 1, "rep": "Simon Beck", "share": 0.0, "months": 7}


def rejected_rows(folder: Path) -> Mapping[str, Any]:
    """A rep without a name."""
    append(folder / "reps.csv", ",Judith Amsel,Inside,North,2026-05-04,,,,")
    return {"rows": 1, "file": "reps.csv"}


PLANTS = {
    "rep-under-ramp": Plant(rep_under_ramp),
    "stale-data": Plant(stale_deals),
    "rejected-rows": Plant(rejected_rows),
}
