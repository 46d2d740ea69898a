"""Stores of purchases written by hand, and next-buy asked about them."""

from pathlib import Path

from pulse_store import AS_OF, Said, answered, put

ORDERS = "order_id,created_at,customer_id,cancelled_at"
LINES = "order_id,line_id,sku,qty,unit_price"


def store(folder: Path, bought: str, **files: str) -> Path:
    """A row is customer, when, SKUs parted by +, and when it was cancelled."""
    orders, lines = [ORDERS], [LINES]
    rows = [row.strip() for row in bought.strip().split("\n") if row.strip()]
    for n, row in enumerate(rows):
        customer, at, skus, cancelled, *_ = [*row.split(","), ""]
        orders.append(f"o{n},{at},{customer},{cancelled}")
        lines += [f"o{n},o{n}-{k},{sku},1,10.00" for k, sku in enumerate(skus.split("+"))]
    return put(folder, orders="\n".join(orders), order_lines="\n".join(lines), **files)


def next_buy(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What next-buy answers about the exports in a folder."""
    return answered("next-buy", folder, *args, as_of=as_of)
