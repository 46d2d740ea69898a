"""Stores of baskets written by hand, and bundles asked about them."""

from collections.abc import Iterable
from pathlib import Path

from pulse_store import AS_OF, Said, answered, put


def store(folder: Path, baskets: Iterable[str], **files: str) -> Path:
    """A basket is its SKUs parted by +; each is an order of its own, a piece of each for 10.00."""
    orders, lines = ["order_id,created_at"], ["order_id,line_id,sku,qty,unit_price"]
    for n, basket in enumerate(baskets):
        orders.append(f"o{n},2026-02-{n % 28 + 1:02} 10:00")
        lines += [f"o{n},o{n}-{k},{sku},1,10.00" for k, sku in enumerate(basket.split("+"))]
    return put(folder, orders="\n".join(orders), order_lines="\n".join(lines), **files)


def bundles(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What bundles answers about the exports in a folder; prices tie to the cent."""
    return answered("bundles", folder, *args, as_of=as_of)
