"""One case of each finding of stages; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from planting import Plant, append, edit, rows

DEALS, HISTORY = "deals.csv", "deal_stage_history.csv"
SINCE = "2026-06-21"
"""Since when the last 90 days are."""
Row = dict[str, str]


def of_each_deal(lines: list[Row]) -> Iterator[list[Row]]:
    """Its rows, where the stage is another one than before."""
    lines.sort(key=lambda row: (row["deal_id"], row["entered_at"]))
    for _, found in groupby(lines, key=lambda row: row["deal_id"]):
        all_of_it = list(found)
        pairs = pairwise([{"stage": ""}, *all_of_it])
        yield [row for before, row in pairs if before["stage"] != row["stage"]]


def conversion_down(folder: Path) -> Mapping[str, Any]:
    """Whoever came to the demo since June and went on was lost there instead, but for a few."""
    lost: dict[str, Row] = {}
    with rows(folder / HISTORY) as lines:
        for n, steps in enumerate(of_each_deal(lines)):
            for demo, after in pairwise(steps):
                recent = demo["stage"] == "Demo" and demo["entered_at"] >= SINCE
                if recent and after["stage"] not in ("Lost", "Needs analysis") and n % 4:
                    lost.setdefault(demo["deal_id"], after)
        lines[:] = [row for row in lines if not _after(row, lost.get(row["deal_id"]))]
        for row in lines:
            if row is lost.get(row["deal_id"]):
                row |= {"stage": "Lost", "probability": "0", "forecast_category": "omitted"}
    with rows(folder / DEALS) as lines:
        for row in lines:
            if row["deal_id"] in lost:
                when = lost[row["deal_id"]]["entered_at"]
                row |= {"stage": "Lost", "is_closed": "true", "is_won": "false", "probability": "0"}
                row |= {"closed_at": when, "stage_entered_at": when, "lost_reason": "Price"}
    return {"stage": "Demo"}


def _after(row: Row, last: Row | None) -> bool:
    return last is not None and row["entered_at"] > last["entered_at"]


def slower(folder: Path) -> Mapping[str, Any]:
    """What left the proposal since June had come there, and everywhere before, a month earlier."""
    moved: dict[str, str] = {}
    with rows(folder / HISTORY) as lines:
        for steps in of_each_deal(lines):
            for here, after in pairwise(steps):
                if here["stage"] == "Proposal" and after["entered_at"] >= SINCE:
                    moved[here["deal_id"]] = here["entered_at"]
        for row in lines:
            if row["entered_at"] <= moved.get(row["deal_id"], ""):
                row["entered_at"] = _earlier(row["entered_at"])
    with rows(folder / DEALS) as lines:
        for row in lines:
            if row["deal_id"] in moved:
                row["created_at"] = _earlier(row["created_at"])
    return {"stage": "Proposal"}


def _earlier(stamp: str) -> str:
    return f"{date.fromisoformat(stamp[:10]) - timedelta(days=30)}{stamp[10:]}"


def stale(folder: Path) -> Mapping[str, Any]:
    """Asked a month after the export."""
    edit(folder / "salesops.toml", '"2026-09-18 15:10"', '"2026-10-18 15:10"')
    return {}


def rejected_rows(folder: Path) -> Mapping[str, Any]:
    """A stage that was entered on no day."""
    with rows(folder / HISTORY) as lines:
        width = len(lines[0])
    append(folder / HISTORY, "D-1001,soon,Demo" + "," * (width - 3))
    return {"rows": 1, "file": HISTORY}


PLANTS = {
    "stage-conversion-down": Plant(conversion_down),
    "stage-slower": Plant(slower),
    "stale-data": Plant(stale),
    "rejected-rows": Plant(rejected_rows),
}
