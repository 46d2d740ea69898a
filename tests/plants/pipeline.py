"""One case of each finding of pipeline; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from planting import Plant, edit, rows

DEALS, QUOTAS = "deals.csv", "quotas.csv"
Row = dict[str, str]


def _each_open(folder: Path, change: Callable[[int, Row], None]) -> int:
    """Change open deals, by their number among them; how many there are."""
    with rows(folder / DEALS) as lines:
        found = [row for row in lines if not row["closed_at"]]
        for n, row in enumerate(found):
            change(n, row)
        return len(found)


def overdue_close_dates(folder: Path) -> Mapping[str, Any]:
    """Nobody has looked at the close dates of every third deal since the summer."""

    def change(n: int, row: Row) -> None:
        if n % 3 == 0 and row["expected_close_date"] > "2026-09-30":
            row["expected_close_date"] = "2026-08-14"

    return {"open_deals": _each_open(folder, change)}


def no_next_step(folder: Path) -> Mapping[str, Any]:
    """Of every second deal nobody has written what comes next."""

    def change(n: int, row: Row) -> None:
        if n % 2 == 0:
            row["next_step"] = ""

    return {"open_deals": _each_open(folder, change)}


def stale_deals(folder: Path) -> Mapping[str, Any]:
    """Three of four deals have been where they are since the first of July."""

    def change(n: int, row: Row) -> None:
        if n % 4:
            row["stage_entered_at"] = "2026-07-01 10:00:00 -0500"

    return {"timed_deals": _each_open(folder, change)}


def deals_without_owner(folder: Path) -> Mapping[str, Any]:
    """A rep has gone, and every eighth deal with them: all to close after September."""

    def change(n: int, row: Row) -> None:
        if n % 8 == 0 and row["expected_close_date"] > "2026-09-30":
            row["owner"] = ""

    return {"open_deals": _each_open(folder, change)}


def deals_without_amount(folder: Path) -> Mapping[str, Any]:
    """Nobody enters the amount of a deal that closes after September, in three of four."""

    def change(n: int, row: Row) -> None:
        if n % 4 and row["expected_close_date"] > "2026-09-30":
            row["amount"] = ""

    return {"open_deals": _each_open(folder, change)}


def pipeline_concentrated(folder: Path) -> Mapping[str, Any]:
    """One deal of half a million."""

    def change(n: int, row: Row) -> None:
        if n == 0:
            row["amount"], row["deal_name"] = "500000.00", "The whole fleet"

    _each_open(folder, change)
    return {"kind": "deal", "name": "The whole fleet", "value": "500000.00"}


def coverage_low(folder: Path) -> Mapping[str, Any]:
    """Everything that was to close in September has gone into October."""

    def change(n: int, row: Row) -> None:
        if row["expected_close_date"] < "2026-10-01":
            row["expected_close_date"] = f"2026-10-{n % 28 + 1:02}"

    _each_open(folder, change)
    return {"period": "2026-09", "open_value": "0.00"}


def stale_data(folder: Path) -> Mapping[str, Any]:
    """Asked on Wednesday noon of exports that end on Friday: four days are allowed."""
    edit(folder / "salesops.toml", "2026-09-18 15:10", "2026-09-23 12:00")
    return {}


def rejected_rows(folder: Path) -> Mapping[str, Any]:
    """A quota that is no amount."""
    with rows(folder / QUOTAS) as lines:
        lines[0]["quota"] = "13O0.00"  # the letter O
    return {"rows": 1, "file": QUOTAS}


PLANTS = {
    "overdue-close-dates": Plant(overdue_close_dates),
    "no-next-step": Plant(no_next_step),
    "stale-deals": Plant(stale_deals),
    "deals-without-owner": Plant(deals_without_owner),
    "deals-without-amount": Plant(deals_without_amount),
    "pipeline-concentrated": Plant(pipeline_concentrated),
    "coverage-low": Plant(coverage_low),
    "stale-data": Plant(stale_data),
    "rejected-rows": Plant(rejected_rows),
}
