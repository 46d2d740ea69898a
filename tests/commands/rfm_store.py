"""Stores of a few customers written by hand, and rfm asked about them."""

from pathlib import Path

from pulse_store import Said, answered, put

AS_OF = "2026-03-10"
"""A midnight: the last day of what ends there is the 9th."""
FIVE = """
    A1,2026-03-01,C1,100
    A2,2026-03-05,C1,100
    A3,2026-03-09,C1,100
    B1,2026-03-02,C2,20
    B2,2026-03-08,C2,20
    D1,2026-03-04,C3,50
    E1,2026-02-10,C4,30
    E2,2026-02-12,C4,30
    E3,2026-02-15,C4,30
    E4,2026-02-20,C4,30
    F1,2026-01-01,C5,40
    F2,2026-01-08,C5,40
    F3,2026-01-15,C5,40
    F4,2026-01-22,C5,40
    F5,2026-02-01,C5,40
"""
"""By recency C5, C4, C3, C2, C1; by orders C3, C2, C1, C4, C5; by money C2, C3, C4, C5, C1."""


def store(folder: Path, orders: str, **files: str) -> Path:
    """A folder of orders, each one cup: `order,stamp,customer id or e-mail,price`."""
    rows = [line.strip().split(",") for line in orders.strip().split("\n")]
    heads = [
        f"{o},{at},{'' if '@' in who else who},{who if '@' in who else ''}"
        for o, at, who, _ in rows
    ]
    lines = [f"{o},{o}-1,CUP,1,{price}" for o, _, _, price in rows]
    return put(
        folder,
        orders="\n".join(["order_id,created_at,customer_id,email", *heads]),
        order_lines="\n".join(["order_id,line_id,sku,qty,unit_price", *lines]),
        **files,
    )


def rfm(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What rfm answers about the exports in a folder; its parts sum to its whole."""
    return answered("rfm", folder, *args, as_of=as_of)
