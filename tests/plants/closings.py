"""One case of each finding of closings; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, append, rows

HISTORY = "deal_stage_history.csv"


def quota_out_of_reach(folder: Path) -> Mapping[str, Any]:
    """In September each rep is to win five times as much."""
    with rows(folder / "quotas.csv") as lines:
        for row in lines:
            if row["period"] == "2026-09":
                row["quota"] = f"{float(row['quota']) * 5:.2f}"
    return {"period": "2026-09"}


def probabilities_off(folder: Path) -> Mapping[str, Any]:
    """The CRM has always said 100 % of every deal in whatever stage."""
    with rows(folder / HISTORY) as lines:
        for row in lines:
            if row["stage"] not in ("Won", "Lost"):
                row["probability"] = "100"
    return {"said": 1.0}


def rejected_rows(folder: Path) -> Mapping[str, Any]:
    """A move without a time."""
    row = (folder / HISTORY).read_text(encoding="utf-8").split("\n")[1].split(",")
    append(folder / HISTORY, ",".join([row[0], "", *row[2:]]))
    return {"rows": 1, "file": HISTORY}


def nothing(_folder: Path) -> Mapping[str, Any]:
    """The sample, asked a week later."""
    return {}


PLANTS = {
    "quota-out-of-reach": Plant(quota_out_of_reach),
    "probabilities-off": Plant(probabilities_off),
    "rejected-rows": Plant(rejected_rows),
    "stale-data": Plant(nothing, arguments=("--as-of", "2026-09-25 15:10")),
}
