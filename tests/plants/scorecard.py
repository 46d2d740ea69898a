"""One case of each finding of scorecard; goals of one's own, since the guide's are no finding."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, rows
from pulse import ORDERS, rejected_rows, stale_data

GOALS = Path(__file__).with_name("scorecard_goals.toml")


def goal_missed(folder: Path) -> Mapping[str, Any]:
    """Of the orders of August in the main export fifty are left."""
    with rows(folder / ORDERS) as lines:
        august = [r["Name"] for r in lines if r["Created at"].startswith("2026-08")]
        gone = set(august[50:])
        lines[:] = [r for r in lines if r["Name"] not in gone]
    return {"goal": "Orders", "metric": "orders", "period": "2026-08", "wanted": 600,
            "owner": "Ana"}  # fmt: skip


PLANTS = {
    "goal-missed": Plant(goal_missed, arguments=("--goals", str(GOALS))),
    "stale-data": Plant(stale_data),
    "rejected-rows": Plant(rejected_rows),
}
