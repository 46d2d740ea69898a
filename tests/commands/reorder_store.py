"""A store of a few SKUs written by hand, and reorder asked about it."""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from pulse_store import Said, put, salesops

TODAY = date(2026, 3, 10)
"""As-of is its midnight: the 56 days begin on 13 January, the 26 weeks on 9 September."""
INVENTORY = "sku,on_hand,committed,available,incoming"
SUPPLY = "sku,supplier,lead_days,lead_sd,lead_days_max,pack_size,moq,unit_cost,review_days"
PURCHASES = "po_id,sku,supplier,ordered_at,expected_at,received_at,qty,received_qty,unit_cost"


def ago(days: int) -> date:
    """A day so many before today."""
    return TODAY - timedelta(days=days)


def store(folder: Path, sold: Iterable[tuple[str, date, float]], **files: str) -> Path:
    """A folder in which each (sku, day, units) is an order of its own, at 10.00 a unit."""
    sold = list(sold)
    heads = [f"O{n},{day}" for n, (_, day, _) in enumerate(sold)]
    lines = [f"O{n},O{n}-1,{sku},{units},10.00" for n, (sku, _, units) in enumerate(sold)]
    return put(
        folder,
        orders="\n".join(["order_id,created_at", *heads]),
        order_lines="\n".join(["order_id,line_id,sku,qty,unit_price", *lines]),
        **files,
    )


def table(head: str, *rows: str) -> str:
    """The text of a CSV."""
    return "\n".join([head, *rows])


def reorder(folder: Path, *args: str, as_of: str = str(TODAY)) -> Said:
    """What reorder answers; its parts sum to their wholes."""
    code, out, err = ask(folder, *args, "--format", "json", as_of=as_of)
    assert code == 0, err
    said = Said(json.loads(out))
    ties(said)
    return said


def ask(folder: Path, *args: str, as_of: str = str(TODAY)) -> tuple[int, str, str]:
    """Exit code, stdout and stderr."""
    return salesops("reorder", "--data", str(folder), "--as-of", as_of, *args)


def ties(said: Said) -> None:
    """Orders, suppliers and states sum to the metrics and to every SKU."""
    orders, skus = said.table("orders"), said.table("skus")
    assert sum(row["quantity"] for row in orders) == said["order_units"]
    assert total(orders, "cost") == total([said.answer["metrics"]], "order_cost")
    assert total(orders, "at_risk") == total([said.answer["metrics"]], "sales_at_risk")
    *suppliers, whole = said.table("suppliers") or [{"units": 0, "skus": 0, "cost": None}]
    assert sum(row["units"] for row in suppliers) == whole["units"] == said["order_units"]
    assert sum(row["skus"] for row in suppliers) == whole["skus"] == said["to_order"]
    assert total(suppliers, "cost") == total([whole], "cost")
    *states, every = said.table("states")
    assert sum(row["skus"] for row in states) == every["skus"] == len(skus)
    assert sum(row["available"] for row in states) == every["available"]


def total(rows: list[dict], name: str) -> int:
    """Of a column of money, in cents."""
    return sum(round(float(row[name]) * 100) for row in rows if row[name] is not None)
