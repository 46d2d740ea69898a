"""A store of orders and what came back of them, and returns asked about it."""

from decimal import Decimal
from pathlib import Path

from pulse_store import Said, answered

AS_OF = "2026-03-10"
ORDERS = "order_id,created_at,customer_id,financial_status,fulfillment_status,cancelled_at"
LINES = "order_id,line_id,sku,title,category,qty,unit_price"
REFUNDS = "refund_id,line_id,order_id,refunded_at,sku,qty,subtotal,reason,restocked"

SHOP = {
    "orders": f"""{ORDERS}
        1,2026-01-05 10:00,C1,paid,fulfilled,
        2,2026-01-06 10:00,C1,partially_refunded,fulfilled,
        3,2026-01-07 10:00,C2,paid,fulfilled,
        4,2026-01-08 10:00,C3,refunded,unfulfilled,2026-01-09 10:00
        5,2026-02-20 10:00,C1,partially_refunded,fulfilled,
        6,2026-03-09 10:00,C4,paid,fulfilled,
        """,
    "order_lines": f"""{LINES}
        1,1,A,Apple,Food,4,10
        1,2,B,Ball,Toys,1,30
        2,3,A,Apple,Food,2,10
        3,4,B,Ball,Toys,2,30
        4,5,A,Apple,Food,5,10
        5,6,B,Ball,Toys,1,30
        6,7,A,Apple,Food,1,10
        """,
    "refunds": f"""{REFUNDS}
        R1,1,2,2026-01-16 10:00,A,1,10.00,too small,true
        R2,2,3,2026-02-16 10:00,B,1,28.50,,false
        R3,3,4,2026-01-09 10:00,A,5,50.00,,
        R4,4,5,2026-03-02 10:00,B,1,30.00,too small,true
        R5,5,,2026-02-10 10:00,C,1,7.00,broken,
        R6,6,1,2026-01-25 10:00,A,1,10.00,too small,
        """,
}
"""Of January's 4 orders one never left; of its sent 6 A and 3 B come back 2 and 1."""


def returns(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What returns answers about the exports in a folder; its tables sum to the whole."""
    said = answered("returns", folder, *args, as_of=as_of)
    ties(said)
    return said


def ties(said: Said) -> None:
    """Products and reasons sum to their last row, and the way to the ledger to its own."""
    for table in ("products", "reasons"):
        *parts, whole = said.table(table) or [None]
        if whole:
            assert cents(parts, "returns") == cents([whole], "returns")
            parted = Decimal(said["returned"]) + Decimal(said["never_sent"])
            assert parted == Decimal(whole["returns"])
    *steps, booked = said.table("to_ledger") or [None]
    if booked:
        assert cents(steps, "amount") == cents([booked], "amount")
    if said.table("products"):
        *parts, whole = said.table("products")
        assert sum(part["sold"] or 0 for part in parts) == whole["sold"]


def cents(rows: list[dict], column: str) -> int:
    """A column of money, in cents."""
    return sum(round(Decimal(row[column]) * 100) for row in rows)
