"""A store of twenty customers written by hand, and vip asked about it."""

from decimal import Decimal
from pathlib import Path

from pulse_store import Said, answered
from rfm_store import store

AS_OF = "2026-03-07"
FRIENDS = "\n".join(f"F{n},2025-12-01,C{n:02},10" for n in range(4, 21))
"""Seventeen customers with an order of 10 each: with C01 to C03 twenty, of whom one is 5 %."""
SMALL = f"""
    A1,2026-01-01,C01,1000
    A2,2026-01-11,C01,800
    A3,2026-01-21,C01,800
    A4,2026-01-21 10:00,C01,100
    A5,2026-01-31,C01,300
    B0,2024-06-01,C02,9000
    B1,2026-03-05,C02,1200
    D1,2026-03-04,C03,600
    G1,2026-03-06,,700
    {FRIENDS}
"""
"""C01 is the best by net sales, C02 a VIP by an order; C03 and a guest placed large orders."""
BACK = "refund_id,order_id,refunded_at,subtotal\nR1,A2,2026-02-15,100"
FILE = """
customer_id,email,name,accepts_email,accepts_sms,phone
C01,c1@x.test,Ann,true,false,+43123
C02,c2@x.test,Bo,false,,
C03,c3@x.test,Cy,,,
"""


def small(folder: Path, **files: str) -> Path:
    """The store in a folder."""
    return store(folder, SMALL, **({"refunds": BACK, "customers": FILE} | files))


def vip(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What vip answers; its lists and parts sum to their wholes."""
    said = answered("vip", folder, *args, as_of=as_of)
    *parts, whole = said.table("parts")
    assert total(parts) == Decimal(whole["net_sales"]) == Decimal(said["net_sales"])
    assert sum(p["orders"] for p in parts) == whole["orders"]
    first = parts[0]
    for table in ("vips", "customers"):
        rows = said.table(table)
        assert sum(r["people"] for r in rows) == first["customers"] == said["vips"]
        assert total(rows) == Decimal(first["net_sales"]) == Decimal(said["vip_net_sales"])
    late = [r for r in said.table("customers") if r["due"]]
    assert sum(r["people"] for r in said.table("due")) == len(late)
    orders = said.table("large_orders")
    assert sum(r["orders"] for r in orders) == said["large_orders"]
    assert total(orders, "order_value") == Decimal(said["large_order_value"])
    return said


def total(rows: list[dict[str, str]], column: str = "net_sales") -> Decimal:
    """The sum of a column of money."""
    return sum((Decimal(row[column]) for row in rows), Decimal(0))
