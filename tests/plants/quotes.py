"""One case of each finding of quotes; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, edit, rows

QUOTES = "quotes.csv"
LATELY = "2026-06-21"
"""Ninety days, as-of's among them."""


def old_open_quotes(folder: Path) -> Mapping[str, Any]:
    """Of the open quotes two in three were sent in July, and hold until the end of the year."""
    with rows(folder / QUOTES) as lines:
        found = [row for row in lines if row["status"] == "sent"]
        for n, row in enumerate(found):
            if n % 3:
                row["sent_at"] = row["created_at"] = "2026-07-20 10:00:00 -0500"
                row["expires_at"] = "2026-12-31"
        return {"open": len(found)}


def discounts_grow(folder: Path) -> Mapping[str, Any]:
    """Since 21 June everybody gives five points more, and no more is accepted."""
    with rows(folder / QUOTES) as lines:
        for row in lines:
            if row["sent_at"] >= LATELY:
                row["discount"] = f"{float(row['discount']) + 0.05:.2f}"
    return {}


def rep_discounts_more(folder: Path) -> Mapping[str, Any]:
    """Ruth gives eight points more than she did."""
    with rows(folder / QUOTES) as lines:
        for row in lines:
            if row["owner"] == "Ruth Ivers":
                row["discount"] = f"{float(row['discount']) + 0.08:.2f}"
    return {"name": "Ruth Ivers"}


def stale_data(folder: Path) -> Mapping[str, Any]:
    """Asked a week after the export."""
    edit(folder / "salesops.toml", "2026-09-18 15:10", "2026-09-25 12:00")
    return {}


def rejected_rows(folder: Path) -> Mapping[str, Any]:
    """A quote without a number."""
    with rows(folder / QUOTES) as lines:
        lines[0]["quote_id"] = ""
    return {"rows": 1, "file": QUOTES}


PLANTS = {
    "old-open-quotes": Plant(old_open_quotes),
    "discounts-grow": Plant(discounts_grow),
    "rep-discounts-more": Plant(rep_discounts_more),
    "stale-data": Plant(stale_data),
    "rejected-rows": Plant(rejected_rows),
}
