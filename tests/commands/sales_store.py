"""Tiny stores written by hand, and sales asked about them in this process."""

from decimal import Decimal
from pathlib import Path

from pulse_store import AS_OF, Said, answered, put, salesops

ORDERS = "order_id,created_at,channel,country,currency"
LINES = "order_id,line_id,sku,title,category,vendor,qty,unit_price,unit_cost"
REFUNDS = "refund_id,line_id,order_id,refunded_at,sku,qty,subtotal,currency"

SHOP = {
    "orders": f"""{ORDERS}
        1,2026-03-02 10:00,web,IT,EUR
        2,2026-03-03 10:00,pos,IT,EUR
        3,2026-03-09 10:00,web,DE,EUR
        4,2026-03-09 11:00,web,IT,EUR
        """,
    "order_lines": f"""{LINES}
        1,1,A,Apple,Food,Orchard,2,10,4
        1,2,B,Ball,Toys,Maker,1,30,
        2,3,A,Apple,Food,Orchard,1,10,4
        3,4,B,Ball,Toys,Maker,2,30,
        4,5,A,Apple,Food,Orchard,3,10,4
        4,6,C,Cube,Toys,Maker,1,5,5
        """,
    "refunds": f"""{REFUNDS}
        R1,1,2,2026-03-09 12:00,A,1,10,EUR
        """,
}
"""Monday 2 March: A 20, B 30. Monday 9 March: B 60, A 30, C 5, and A 10 of the 3rd comes back."""


def sales(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What sales answers about the exports in a folder; Monday 9 March unless a window is named."""
    named = {"--since", "--until", "--period"} & set(args)
    window = () if named else ("--period", "2026-03-09")
    said = answered("sales", folder, *window, *args, as_of=as_of)
    if "tags" not in "".join(args):
        for table in ("sales", "subtotals"):
            sums_to_the_whole(said, table)
    return said


def sums_to_the_whole(said: Said, table: str) -> None:
    """What every grouping promises; money is rounded to the cent a row."""
    rows = said.table(table)
    if rows:
        net = sum(Decimal(row["net_sales"]) for row in rows)
        assert abs(net - Decimal(said["net_sales"])) <= Decimal("0.005") * (len(rows) + 1)
        assert sum(row["units"] for row in rows) == said["units"]


def refused(folder: Path, *args: str) -> tuple[int, str]:
    """The exit code and the sentence of a question that is refused; stdout stays empty."""
    code, out, err = salesops("sales", "--data", str(folder), "--as-of", AS_OF, *args)
    assert out == ""
    return code, err


def shop(folder: Path, **files: str) -> Path:
    """SHOP in that folder, with some files in place of its own."""
    return put(folder, **(SHOP | files))
