"""One case of each finding of csat; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, rows
from pulse import rejected_rows, stale_data

SINCE = ("--since", "2026-08-01")
"""Seven weeks, and seven before: enough ratings in each."""


def csat_drop(folder: Path) -> Mapping[str, Any]:
    """Since 1 August every second rating is a two."""
    with rows(folder / "tickets.csv") as lines:
        for row in [r for r in lines if r["csat"] and r["rated_at"] >= "2026-08-01"][::2]:
            row["csat"] = "2"
    return {"about": "tickets"}


def nps_drop(folder: Path) -> Mapping[str, Any]:
    """Since 1 August every second answer is a three."""
    with rows(folder / "survey_responses.csv") as lines:
        for row in [r for r in lines if r["nps"] and r["answered_at"] >= "2026-08-01"][::2]:
            row["nps"] = "3"
    return {}


def agent_below_team(folder: Path) -> Mapping[str, Any]:
    """Half of those whom Mia helped since 20 June are not satisfied."""
    with rows(folder / "tickets.csv") as lines:
        mine = [r for r in lines if r["assignee"] == "Mia Rowan" and r["csat"]]
        for row in [r for r in mine if r["rated_at"] >= "2026-06-20"][::2]:
            row["csat"] = "1"
    return {"agent": "Mia Rowan"}


PLANTS = {
    "csat-drop": Plant(csat_drop, arguments=SINCE),
    "nps-drop": Plant(nps_drop, arguments=SINCE),
    "agent-below-team": Plant(agent_below_team),
    "stale-data": Plant(stale_data),
    "rejected-rows": Plant(rejected_rows),
}
