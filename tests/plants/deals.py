"""One case of each finding of deals; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, append, rows

DEALS = "deals.csv"
CLOSED = ("Won", "Lost")


def slipped_deals(folder: Path) -> Mapping[str, Any]:
    """Whoever has deals due this month says October now; the history still says September."""
    with rows(folder / DEALS) as lines:
        for row in lines:
            if row["stage"] not in CLOSED and row["expected_close_date"] <= "2026-09-30":
                row["expected_close_date"] = "2026-10-20"
    return {}


def stale_stages(folder: Path) -> Mapping[str, Any]:
    """No deal has moved since the spring."""
    with rows(folder / DEALS) as lines:
        for row in lines:
            if row["stage"] not in CLOSED:
                row["stage_entered_at"] = "2026-04-01 10:00:00 -0500"
    return {}


def pipeline_shrank(folder: Path) -> Mapping[str, Any]:
    """Somebody halves every amount."""
    with rows(folder / DEALS) as lines:
        for row in lines:
            if row["stage"] not in CLOSED and row["amount"]:
                row["amount"] = f"{float(row['amount']) / 2:.2f}"
    return {}


def deals_lost_late(folder: Path) -> Mapping[str, Any]:
    """All that was being negotiated was lost on Wednesday."""
    with rows(folder / DEALS) as lines:
        for row in lines:
            if row["stage"] in ("Negotiation", "Proposal"):
                row |= {
                    "stage": "Lost",
                    "stage_order": "7",
                    "is_closed": "true",
                    "probability": "0",
                }
                row |= {
                    "closed_at": "2026-09-16 10:00:00 -0500",
                    "expected_close_date": "2026-09-16",
                }
                row["stage_entered_at"] = row["closed_at"]
    return {}


def nothing(_: Path) -> Mapping[str, Any]:
    """The exports of Friday, asked a week later."""
    return {}


def rejected_rows(folder: Path) -> Mapping[str, Any]:
    """A change of a deal at no hour that exists."""
    path = folder / "deal_stage_history.csv"
    columns = path.read_text(encoding="utf-8").split("\n", 1)[0].split(",")
    cells = {"deal_id": "D-1001", "entered_at": "2026-02-31 25:00:00", "stage": "Demo"}
    append(path, ",".join(cells.get(name, "") for name in columns))
    return {"rows": 1, "file": "deal_stage_history.csv"}


PLANTS = {
    "slipped-deals": Plant(slipped_deals),
    "stale-stages": Plant(stale_stages),
    "pipeline-shrank": Plant(pipeline_shrank),
    "deals-lost-late": Plant(deals_lost_late, also=("pipeline-shrank",)),
    "stale-data": Plant(nothing, arguments=("--as-of", "2026-09-25 15:10")),
    "rejected-rows": Plant(rejected_rows),
}
