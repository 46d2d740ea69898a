"""One case of each finding of cohorts; the sample's as-of is Friday 2026-09-18 15:10."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, rows
from pulse import ORDERS, rejected_rows, stale_data

from salesops.assets import folder as assets


def retention_drop(folder: Path) -> Mapping[str, Any]:
    """Who first ordered from March to May has not come back since; of the whole history."""
    (folder / ORDERS).unlink()
    shutil.copy(assets("sample_data") / ORDERS, folder / ORDERS)
    with rows(folder / ORDERS) as lines:
        first, seen = {}, {}
        for row in lines:
            if row["Created at"]:
                seen[row["Name"]] = (row["Email"], row["Created at"])
        for name, (mail, at) in seen.items():
            first[mail] = min((at, name), first.get(mail, (at, name)))
        new = {mail for mail, (at, _) in first.items() if "2026-03" <= at < "2026-06"} - {""}
        gone = {
            name for name, (mail, at) in seen.items() if mail in new and at[:7] > first[mail][0][:7]
        }
        lines[:] = [row for row in lines if row["Name"] not in gone]
    return {"from": "2026-03-01", "to": "2026-05-01"}


PLANTS = {
    "retention-drop": Plant(retention_drop),
    "stale-data": Plant(stale_data, arguments=("--since", "1y")),
    "rejected-rows": Plant(rejected_rows),
}
