"""Stores of orders and campaigns written by hand, and campaigns asked about them."""

from decimal import Decimal
from pathlib import Path

from pulse_store import Said, answered, put

AS_OF = "2026-03-10"
ORDERS = "order_id,created_at,email,total,discount_codes,cancelled_at,category,unit_cost"
EASY = """
    [campaigns]
    few_members = 2
    few_buyers = 1
"""
"""Limits under which a handful of people can tell something."""


def store(folder: Path, orders: str, **files: str) -> Path:
    """A folder of orders, a row each in the order of the columns above, and other files.

    Each order is one cup of its total, which cost 40 % of it unless the row says otherwise (`-`:
    not known); its category is Cups. Cells that a row leaves away are blank.
    """
    placed = [_cells(line) for line in orders.strip().split("\n") if line.strip()]
    lines = [
        f"{c[0]},{c[0]}-1,CUP,{c[6] or 'Cups'},1,{c[3]},{_cost(c)}" for c in placed
    ]  # fmt: skip
    heads = "order_id,created_at,email,total,discount_codes,cancelled_at"
    return put(
        folder,
        orders="\n".join([heads, *(",".join(c[:6]) for c in placed)]),
        order_lines="\n".join(["order_id,line_id,sku,category,qty,unit_price,unit_cost", *lines]),
        salesops=EASY,
        **files,
    )


def _cells(line: str) -> list[str]:
    cells = line.strip().split(",")
    return cells + [""] * (ORDERS.count(",") + 1 - len(cells))


def _cost(cells: list[str]) -> str:
    return cells[7].strip("-") if cells[7] else str(Decimal(cells[3]) * Decimal("0.4"))


def campaigns(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What campaigns answers about the exports in a folder; its parts tie."""
    config = ("--config", str(folder / "salesops.toml"))
    said = answered("campaigns", folder, *config, *args, as_of=as_of)
    ties(said)
    return said


def ties(said: Said) -> None:
    """Channels sum to all of them; both groups stand in both tables; no interval is inside out."""
    *channels, whole = said.table("channels") or [None]
    for name in ("spend", "cost_per_order", "cac"):
        parts = [Decimal(row[name]) for row in channels if row[name] is not None]
        if whole and whole[name] is not None:
            assert abs(sum(parts) - Decimal(whole[name])) <= Decimal("0.01") * len(parts)
    if whole:
        assert whole["spend"] == said["spend"]
    for row in said.table("campaigns"):
        for name in ("incremental", "profit", "roi"):
            ends = [row[key] for key in (f"{name}_lo", name, f"{name}_hi")]
            if None not in ends:
                assert sorted(ends, key=float) == ends
        groups = [g for g in said.table("groups") if g["campaign"] == row["campaign"]]
        assert [g["members"] for g in groups] == [
            n for n in (row["treated_n"], row["control_n"]) if n is not None
        ]
