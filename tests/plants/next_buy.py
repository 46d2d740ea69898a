"""One case of each finding of next-buy; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from planting import Plant, rows
from pulse import rejected_rows, stale_orders

ORDERS, STOCK = "orders_export.csv", "inventory_export.csv"
A, B = "LAMP-01", "CLTH-01"


def next_buy_sold_out(folder: Path) -> Mapping[str, Any]:
    """Fifty strangers bought a lamp in spring and a cloth twelve days later.

    Nine more, beside a real one, bought the lamp on Monday, and there are no cloths.
    """
    with rows(folder / ORDERS) as lines:
        like = {row["Lineitem sku"]: row for row in reversed(lines) if row["Total"]}
        for n, (who, day, sku) in enumerate(_bought()):
            stamp = f"{day} 12:00:00 -0500"
            ours = {"Name": f"#P{n:04}", "Id": f"77{n:06}", "Email": who, "Created at": stamp}
            lines.append(like[sku] | ours | {"Paid at": stamp, "Cancelled at": ""})
    with rows(folder / STOCK) as lines:
        for row in lines:
            if row["SKU"] == B:
                row["Available (not editable)"] = row["On hand (current)"] = "0"
                row["Committed (not editable)"] = "0"
    return {"a": A, "b": B, "items": [B]}


def _bought() -> Iterator[tuple[str, date, str]]:
    for n in range(50):
        first = date(2026, 4, 1) + timedelta(days=n % 20)
        yield f"lamp{n}@x.test", first, A
        yield f"lamp{n}@x.test", first + timedelta(days=12), B
    for n in range(9):
        yield f"new{n}@x.test", date(2026, 9, 14), A


PLANTS = {
    "next-buy-sold-out": Plant(next_buy_sold_out),
    "stale-data": Plant(stale_orders),
    "rejected-rows": Plant(rejected_rows),
}
