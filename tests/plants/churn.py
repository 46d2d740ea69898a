"""One case of each finding of churn; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, append, rows

PLANS = "service_plans.csv"


def churn_up(folder: Path) -> Mapping[str, Any]:
    """In August every fifth workshop that was there cancelled too, whatever its plan."""
    with rows(folder / PLANS) as lines:
        there = [r for r in lines if not r["cancelled_on"] and r["started_on"] < "2026-08-01"]
        for row in there[::5]:
            row["cancelled_on"] = "2026-08-12"
    return {"month": "2026-08-01"}


def churn_concentrated(folder: Path) -> Mapping[str, Any]:
    """Of the workshops on Plus nearly all have left, over the months, whatever they pay with."""
    with rows(folder / PLANS) as lines:
        there = [r for r in lines if r["plan"] == "Plus" and not r["cancelled_on"]]
        for n, row in enumerate(there[3:]):
            year, month = divmod(2025 * 12 + 6 + n % 14, 12)
            row["cancelled_on"] = max(f"{year}-{month + 1:02}-20", f"{row['started_on'][:7]}-28")
    return {"dimension": "plan", "value": "Plus"}


def rejected_rows(folder: Path) -> Mapping[str, Any]:
    """A workshop without an id."""
    append(folder / PLANS, ",Nameless Garage,,Basic,card,2026-08-03,19.00,USD,")
    return {"rows": 1, "file": PLANS}


PLANTS = {
    "churn-up": Plant(churn_up),
    "churn-concentrated": Plant(churn_concentrated),
    "rejected-rows": Plant(rejected_rows),
}
