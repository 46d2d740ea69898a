"""One case of each finding of contracts; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, edit, rows

CONTRACTS = "contracts.csv"
END = "2026-11-30"
"""Two days for notice are to come before it: 30 days are 31 October, 60 are 1 October."""


def _forgotten(folder: Path, notice: str) -> Mapping[str, Any]:
    """One that ends in November has no successor any more."""
    with rows(folder / CONTRACTS) as lines:
        (one, *_) = (row for row in lines if row["end_date"] == END)
        one["notice_days"] = notice
        for row in [row for row in lines if row["renewal_of"] == one["contract_id"]]:
            lines.remove(row)
        return {"contracts": 1, "first": one["contract_id"], "annual_value": one["annual_value"]}


def expiring_without_renewal(folder: Path) -> Mapping[str, Any]:
    """Nobody has opened a deal for it."""
    return _forgotten(folder, "30")


def notice_date_passed(folder: Path) -> Mapping[str, Any]:
    """Ninety days before the end were 1 September."""
    return _forgotten(folder, "90")


def contract_without_end(folder: Path) -> Mapping[str, Any]:
    """Somebody left both cells blank."""
    with rows(folder / CONTRACTS) as lines:
        (one, *_) = (row for row in lines if row["end_date"] > "2027-08" and not row["renewal_of"])
        one["end_date"] = one["notice_days"] = ""
        one["auto_renews"] = "false"
        return {"contracts": 1, "first": one["contract_id"]}


def stale_data(folder: Path) -> Mapping[str, Any]:
    """Asked a week after the export."""
    edit(folder / "salesops.toml", "2026-09-18 15:10", "2026-09-25 12:00")
    return {}


def rejected_rows(folder: Path) -> Mapping[str, Any]:
    """A contract without a number."""
    with rows(folder / CONTRACTS) as lines:
        lines[0]["contract_id"] = ""
    return {"rows": 1, "file": CONTRACTS}


PLANTS = {
    "expiring-without-renewal": Plant(expiring_without_renewal),
    "notice-date-passed": Plant(notice_date_passed, also=("expiring-without-renewal",)),
    "contract-without-end": Plant(contract_without_end),
    "stale-data": Plant(stale_data),
    "rejected-rows": Plant(rejected_rows),
}
