"""One case of an alert of the daily report; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, append, rows
from pulse import stale_data

RULE = """
[[alerts]]
name = "channel-drop"
by = "channel"
percent = -0.5
size = 1000
n = 10
"""


def channel_drop(folder: Path) -> Mapping[str, Any]:
    """What the web sold yesterday came over another channel, but for 176.95 of the outlet."""
    append(folder / "salesops.toml", RULE)
    with rows(folder / "orders_export.csv") as lines:
        for row in lines:
            if row["Created at"].startswith("2026-09-17") and row["Source"] == "web":
                row["Source"] = "market"
    return {"entity": "web", "value": "176.95", "base": "2724.64", "orders": 3}


def stale(folder: Path) -> Mapping[str, Any]:
    """The report is about the whole of Saturday: 33 hours past the end of the data."""
    return {**stale_data(folder), "hours": 33.1}


def no_rows(folder: Path) -> Mapping[str, Any]:
    """Every export holds its header alone."""
    for path in folder.glob("*.csv"):
        with rows(path) as lines:
            lines.clear()
    return {}


PLANTS = {
    "alert-channel-drop": Plant(channel_drop),
    "no-rows": Plant(no_rows, arguments=("daily", "--section", "sales")),
    "stale-data": Plant(stale, arguments=("daily", "--section", "sales")),
}
