"""Stores of carts and orders written by hand, and abandon-carts asked about them."""

from decimal import Decimal
from pathlib import Path

from pulse_store import Said, answered, put

AS_OF = "2026-03-10 12:00"
ORDERS = "order_id,created_at,email,phone,customer_id,total,cancelled_at,is_test,checkout_id"
CARTS = (
    "checkout_id,created_at,email,phone,customer_id,total,contacted_at,completed_at,name,"
    "accepts_email,accepts_sms,recovery_url"
)


def store(folder: Path, carts: str, orders: str, **files: str) -> Path:
    """A folder of carts and orders, a row each in the order of the columns above.

    Cells that a row leaves away are blank. Each order is one cup of its total.
    """
    placed = [_cells(line, ORDERS) for line in orders.strip().split("\n") if line.strip()]
    begun = [_cells(line, CARTS) for line in carts.strip().split("\n") if line.strip()]
    lines = [f"{cells[0]},{cells[0]}-1,CUP,1,{cells[5]}" for cells in placed]
    return put(
        folder,
        orders="\n".join([ORDERS, *map(",".join, placed)]),
        order_lines="\n".join(["order_id,line_id,sku,qty,unit_price", *lines]),
        checkouts="\n".join([CARTS, *map(",".join, begun)]),
        **files,
    )


def _cells(line: str, header: str) -> list[str]:
    cells = line.strip().split(",")
    return cells + [""] * (header.count(",") + 1 - len(cells))


def carts(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What abandon-carts answers about the exports in a folder; its parts tie."""
    said = answered("abandon-carts", folder, *args, as_of=as_of)
    ties(said)
    return said


def ties(said: Said) -> None:
    """Outcomes, weeks and lists sum to the whole, in count and to the cent."""
    each, parts = said.table("carts"), said.table("outcomes")
    if not parts:  # under --where nothing is told
        assert not each
        return
    detail = [p for p in parts if p["outcome"] != "all"]
    whole = said.row("outcomes", counted="all")
    abandoned = said.row("outcomes", counted="abandoned", outcome="all")
    assert sum(p["carts"] for p in detail) == whole["carts"] == len(each)
    assert money(detail) == money([whole]) == money(each)
    counted = [p for p in detail if p["counted"] == "abandoned"]
    assert sum(p["carts"] for p in counted) == abandoned["carts"] == said["abandoned_carts"]
    assert money(counted) == money([abandoned]) == money(said.table("weeks"))
    assert sum(w["carts"] for w in said.table("weeks")) == abandoned["carts"]
    _open_ties(said)
    orders = [p for p in counted if p["outcome"].startswith("recovered")]
    assert said["recovered_order_value"] == abandoned["order_value"]
    assert money(orders, "order_value") == Decimal(abandoned["order_value"])
    assert money(said.table("weeks"), "order_value") == Decimal(abandoned["order_value"])


def _open_ties(said: Said) -> None:
    """The lists hold everybody once with the latest cart, and count their earlier ones."""
    latest = said.row("outcomes", outcome="open")
    earlier = said.row("outcomes", outcome="open, earlier")
    listed = [*said.table("to_contact"), *said.table("no_consent")]
    assert sum(p["people"] for p in listed) == latest["carts"] == said["open_contacts"]
    assert sum(p["carts"] for p in listed) == latest["carts"] + earlier["carts"]
    assert said["open_carts"] == latest["carts"] + earlier["carts"]
    assert money(listed) == money([latest]) == Decimal(said["open_value"])


def money(rows: list[dict], column: str = "value") -> Decimal:
    """Their values together."""
    return sum((Decimal(row[column] or 0) for row in rows), Decimal(0))
