"""One case of each finding of vip; the sample's as-of is Friday 2026-09-18 15:10."""

import shutil
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from planting import Plant, rows
from pulse import ORDERS, rejected_rows, stale_data

from salesops.assets import folder as assets


def vip_retention_low(folder: Path) -> Mapping[str, Any]:
    """Three of four customers have not ordered since 21 June; of the whole history."""
    (folder / ORDERS).unlink()
    shutil.copy(assets("sample_data") / ORDERS, folder / ORDERS)
    with rows(folder / ORDERS) as lines:
        mail = {row["Name"]: row["Email"] for row in lines if row["Created at"]}
        late = {row["Name"] for row in lines if row["Created at"] >= "2026-06-21"}
        gone = {name for name in late if sum(map(ord, mail[name])) % 4}
        lines[:] = [row for row in lines if row["Name"] not in gone]
    return {"vips": 90, "before_vips": 89, "goal": 0.9}


def _buys(folder: Path, price: int, days: list[date]) -> None:
    """A stranger orders a thing of that price on each of these days."""
    with rows(folder / ORDERS) as lines:
        names = [row["Name"] for row in lines]
        model = next(r for r in lines if r["Total"] and names.count(r["Name"]) == 1)
        for n, day in enumerate(days):
            stamp = f"{day} 10:00:00 -0500"
            money = dict.fromkeys(("Subtotal", "Total", "Lineitem price"), f"{price}.00")
            none = dict.fromkeys(("Shipping", "Taxes", "Tax 1 Value", "Discount Amount"), "0.00")
            own = {"Name": f"#88{n:03}", "Id": f"88{n:03}", "Email": "tom@strangers.test"}
            when = dict.fromkeys(("Created at", "Paid at", "Fulfilled at"), stamp)
            kind = {"Lineitem quantity": "1", "Fulfillment Status": "fulfilled"}
            lines.append(model | money | none | own | when | kind)


def vip_lapsing(folder: Path) -> Mapping[str, Any]:
    """Tom bought for 2,500 each week of the first quarter of 2026, and then never again."""
    _buys(folder, 2500, [date(2026, 1, 5) + timedelta(weeks=n) for n in range(12)])
    return {"customer": "tom@strangers.test", "gaps": 11, "longest_gap": 7}


def vip_concentration(folder: Path) -> Mapping[str, Any]:
    """Tom bought once, for 200,000."""
    _buys(folder, 200_000, [date(2026, 8, 3)])
    return {"customer": "tom@strangers.test", "net_sales": "200000.00"}


PLANTS = {
    "vip-retention-low": Plant(vip_retention_low),
    "vip-lapsing": Plant(vip_lapsing),
    "vip-concentration": Plant(vip_concentration),
    "stale-data": Plant(stale_data),
    "rejected-rows": Plant(rejected_rows),
}
