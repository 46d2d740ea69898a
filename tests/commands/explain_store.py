"""Tiny stores written by hand, and explain asked about them in this process."""

from decimal import Decimal
from pathlib import Path

from pulse_store import AS_OF, Said, answered, put

from salesops.result import Report
from salesops.units import plain

ORDERS = "order_id,created_at,channel,country,customer_id,discount_total,currency"
LINES = "order_id,line_id,sku,title,category,qty,unit_price"
REFUNDS = "refund_id,line_id,order_id,refunded_at,sku,qty,subtotal,currency"
TRAFFIC = "day,sessions,channel"

SHOP = {
    "orders": f"""{ORDERS}
        1,2026-03-02 10:00,web,IT,c1,7,EUR
        2,2026-03-02 11:00,pos,IT,c2,0,EUR
        3,2026-03-09 10:00,web,DE,c1,0,EUR
        4,2026-03-09 11:00,web,IT,c3,0,EUR
        5,2026-03-09 12:00,pos,IT,,0,EUR
        """,
    "order_lines": f"""{LINES}
        1,1,A,Apple,Food,2,10
        1,2,B,Ball,Toys,1,30
        2,3,A,Apple,Food,2,10
        3,4,A,Apple,Food,1,12
        4,5,A,Apple,Food,2,12
        4,6,C,Cube,Toys,1,6
        5,7,B,Ball,Toys,2,30
        """,
    "refunds": f"""{REFUNDS}
        R1,1,2,2026-03-09 13:00,A,1,10,EUR
        """,
}
"""Monday 2 March: 2 orders, gross 70, 7 off. Monday 9 March: 3 orders, gross 102, 10 returned."""

VISITS = f"""{TRAFFIC}
    2026-03-02,12,organic
    2026-03-02,8,paid
    2026-03-09,24,organic
    """


def explain(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What explain answers about the exports in a folder; every sum in it ties."""
    said = answered("explain", folder, *args, as_of=as_of)
    ties(said)
    return said


def told(report: Report) -> Said:
    """A report of this process as its JSON would be read; every sum in it ties."""
    metrics = {m.name: plain(m.value, m.unit) for m in report.metrics}
    tables = {
        t.name: [{c.name: plain(c.of(row), c.unit) for c in t.columns} for row in t.rows]
        for t in report.tables
    }
    said = Said({"metrics": metrics, "tables": tables, "notes": report.notes})
    ties(said)
    return said


def ties(said: Said) -> None:
    """What every answer promises, to the cent."""
    if said["change"] is None:
        assert not said.table("effects")
        assert not said.table("carriers")
        return
    change, now, base = (Decimal(said[name]) for name in ("change", "net_sales", "base"))
    assert change == now - base
    amounts = {row["effect"]: Decimal(row["amount"]) for row in said.table("effects")}
    wholes = amounts | {"Net sales": change}
    for whole in {row["part_of"] for row in said.table("effects")}:
        parts = [amounts[r["effect"]] for r in said.table("effects") if r["part_of"] == whole]
        assert sum(parts) == wholes[whole], whole
    for dimension in set(said.column("carriers", "dimension")):
        rows = [r for r in said.table("carriers") if r["dimension"] == dimension]
        for column, total in (("now", now), ("base", base), ("change", change)):
            assert sum(Decimal(r[column]) for r in rows) == total, (dimension, column)
        for r in rows:
            assert Decimal(r["change"]) == Decimal(r["now"]) - Decimal(r["base"])


def shop(folder: Path, **files: str) -> Path:
    """SHOP in that folder, with some files in place of its own."""
    return put(folder, **(SHOP | files))


def carriers(said: Said, dimension: str) -> dict[str, tuple[str, str, str]]:
    """Each value of a dimension: now, base, change."""
    rows = said.column("carriers", "dimension", "value", "now", "base", "change")
    return {value: tuple(rest) for name, value, *rest in rows if name == dimension}
