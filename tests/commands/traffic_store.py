"""Stores of visits written by hand, and traffic or funnel asked about them."""

from datetime import date, timedelta
from pathlib import Path

from pulse_store import Said, answered, put

AS_OF = "2026-03-10 12:00"
LAST = date(2026, 3, 9)
"""The last whole day before as-of, a Monday."""
HEADER = "day,channel,landing_page,sessions,add_to_cart,checkouts,purchases,revenue"
ORDERS = "order_id,created_at,channel,total"


def ago(days: int) -> date:
    """So many days before the last whole one."""
    return LAST - timedelta(days=days)


def orders(of_day: dict[date, int], channel: str = "web") -> dict[str, str]:
    """So many orders of each day, each of one cup for 20."""
    placed = [(f"{channel}-{day}-{n}", day) for day, count in of_day.items() for n in range(count)]
    return {
        "orders": "\n".join(
            [ORDERS, *(f"{name},{day} 09:00,{channel},20" for name, day in placed)]
        ),
        "order_lines": "\n".join(
            ["order_id,line_id,sku,qty,unit_price", *(f"{n},{n}-1,CUP,1,20" for n, _ in placed)]
        ),
    }


def store(folder: Path, visits: list[str], **files: str) -> Path:
    """A folder with these rows of visits, in the order of the header above."""
    return put(folder, visits="\n".join([HEADER, *visits]), **files)


def traffic(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What traffic answers; its splits sum to all visits."""
    said = answered("traffic", folder, *args, as_of=as_of)
    for name in ("channels", "pages", "devices", "sources", "countries"):
        *parts, whole = said.table(name) or [{"sessions": 0, "before": 0}]
        for column in ("sessions", "before"):
            assert sum(row[column] or 0 for row in parts) == (whole[column] or 0)
        if parts:
            assert whole["sessions"] == said["sessions"]
    return said


def funnel(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What funnel answers; its quadrants sum to all that are placed."""
    said = answered("funnel", folder, *args, as_of=as_of)
    by = next(name for name in said.answer["tables"] if name.startswith("by_"))
    if rows := said.table(by):
        *parts, whole = rows
        corners = said.table("quadrants")
        for column in ("visits", "orders"):
            assert sum(row[column] for row in parts) == whole[column]
            assert sum(row[column] for row in corners) == whole[column]
    return said
