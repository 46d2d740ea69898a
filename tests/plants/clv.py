"""One case of each finding of clv; the sample's as-of is Friday 2026-09-18 15:10."""

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from planting import Plant, rows
from pulse import ORDERS, rejected_rows, stale_data


def forecast_off(folder: Path) -> Mapping[str, Any]:
    """Since March every other order went to a rival."""
    gone = _without(folder, lambda row, _: row["Created at"] >= "2026-03-01" and _odd(row["Name"]))
    assert gone > 1000
    return {}


def value_at_risk(folder: Path) -> Mapping[str, Any]:
    """Who ordered ten times and more has not come back since 20 August."""
    _without(
        folder,
        lambda row, orders: row["Created at"] >= "2026-08-20" and orders[row["Email"]] >= 10,
    )
    return {}


def _odd(name: str) -> bool:
    return int(name.lstrip("#")) % 2 == 1


def _without(folder: Path, gone: Callable[[dict[str, str], Counter[str]], bool]) -> int:
    """Take orders out of the first shop, with their payments."""
    with rows(folder / ORDERS) as lines:
        first = {row["Name"]: row for row in reversed(lines) if row["Created at"]}
        orders = Counter(row["Email"] for row in first.values())
        names = {name for name, row in first.items() if gone(row, orders)}
        lines[:] = [row for row in lines if row["Name"] not in names]
    with rows(folder / "transactions_export.csv") as lines:
        lines[:] = [row for row in lines if row["Order"] not in names]
    return len(names)


CUT = ("forecast-off",)
"""The copies hold thirteen months of orders: old customers look new, and buy less than those."""
PLANTS = {
    "forecast-off": Plant(forecast_off),
    "value-at-risk": Plant(value_at_risk),
    "stale-data": Plant(stale_data, also=CUT),
    "rejected-rows": Plant(rejected_rows, also=CUT),
}
