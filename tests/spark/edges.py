"""A shop in Berlin whose rows lie on edges: where two engines would part if they did anywhere."""

import csv
from datetime import datetime
from pathlib import Path
from typing import Any

AS_OF = "2024-11-04 12:00"
SETTINGS = f"""
[time]
zone = "Europe/Berlin"
as_of = "{AS_OF}"
"""
STAMPS = (
    "2023-12-31T23:59:59+01:00",  # a Sunday, the last second of a year
    "2024-01-01T00:00:00+01:00",  # midnight sharp, ISO week 1
    "2024-02-29T23:30:00+01:00",  # a leap day, still in UTC
    "2024-03-01T00:30:00+01:00",  # the leap day in UTC
    "2024-03-31T01:59:59+01:00",  # a Sunday: the last second before the clock jumps
    "2024-03-31T03:00:00+02:00",  # and the first after it
    "2024-03-31T23:30:00+02:00",  # the end of that month, of a day of 23 hours
    "2024-06-30T23:59:59.5+02:00",  # half a second before a quarter ends
    "2024-09-30T12:00:00+02:00",
    "2024-10-26T23:30:00+02:00",
    "2024-10-27T02:30:00+02:00",  # the hour that comes twice
    "2024-10-27T02:30:00+01:00",
    "2024-10-27T23:59:59+01:00",  # the end of a day of 25 hours
    "2024-10-31T23:59:59+01:00",
    "2024-11-01T00:00:00+01:00",
    "2024-11-03T10:00:00+01:00",  # yesterday, a Sunday: three at once
    "2024-11-03T10:00:00+01:00",
    "2024-11-03T10:00:00+01:00",
    "2024-11-04T11:59:59+01:00",
)
CUSTOMERS = ("C1", "C2", "C1", None, "C3", "C2")
SKUS = ("MUG", "PLATE", None, "STRASSE-ß", "mug")
PRICES = ("12.50", "12.50", "0.05", "199.99", "33.33")
"""Ties, and sums whose tax does not come out even."""
Row = dict[str, Any]


def write(folder: Path) -> Path:
    """Canonical tables as CSV, with the settings beside them."""
    folder.mkdir(parents=True)
    (folder / "salesops.toml").write_text(SETTINGS, encoding="utf-8")
    orders = [_order(n) for n in range(3 * len(STAMPS))]
    _table(folder / "orders.csv", orders)
    _table(folder / "order_lines.csv", [line for n in range(len(orders)) for line in _lines(n)])
    _table(folder / "refunds.csv", [_refund(n) for n in range(0, len(orders), 5)])
    _table(folder / "products.csv", [
        {"sku": sku, "title": sku.title(), "unit_cost": cost, "price": "12.50"}
        for sku, cost in (("MUG", "4.10"), ("PLATE", None), ("mug", "0.333"))
    ])  # fmt: skip
    _table(folder / "inventory_levels.csv", [
        {"sku": "MUG", "on_hand": 0, "location": None},
        {"sku": "PLATE", "on_hand": -2, "location": "Wien"},
    ])  # fmt: skip
    return folder


def _order(n: int) -> Row:
    customer = CUSTOMERS[n % len(CUSTOMERS)]
    total = sum(float(line["amount"]) for line in _lines(n))
    stamp = STAMPS[n % len(STAMPS)]
    cancelled = datetime.fromisoformat(stamp).isoformat() if n % 13 == 12 else None
    return {
        "order_id": f"O{n}", "order_no": f"#{n}", "created_at": stamp, "customer_id": customer,
        "email": f"{customer}@Example.com" if customer and n % 4 else None, "currency": "EUR",
        "financial_status": (None, "paid", "pending")[n % 3], "cancelled_at": cancelled,
        "fulfillment_status": ("unfulfilled", "fulfilled", None)[n % 3],
        "paid_at": stamp if n % 3 == 1 else None, "channel": ("web", "pos", None)[n % 3],
        # Prices hold their tax: what is left without it is no even number.
        "subtotal": f"{total:.2f}", "shipping": "4.95", "tax": f"{(total + 4.95) * 19 / 119:.2f}",
        "total": f"{total + 4.95:.2f}", "country": ("DE", "AT", None)[n % 3],
    }  # fmt: skip


def _lines(n: int) -> list[Row]:
    return [
        {
            "order_id": f"O{n}", "line_id": f"O{n}-{at}", "sku": SKUS[(n + at) % len(SKUS)],
            "title": f"Thing {(n + at) % 5}", "qty": at + 1,
            "unit_price": PRICES[(n + at) % len(PRICES)],
            "amount": f"{float(PRICES[(n + at) % len(PRICES)]) * (at + 1):.2f}",
            "kind": "product" if (n + at) % 7 else "gift_card",
        }
        for at in range(n % 3 + 1)
    ]  # fmt: skip


def _refund(n: int) -> Row:
    return {
        "refund_id": f"R{n}", "order_id": f"O{n}", "line_id": f"O{n}-0", "currency": "EUR",
        "refunded_at": STAMPS[(n + 1) % len(STAMPS)] if n % 2 else None, "qty": 1,
        "subtotal": PRICES[n % len(PRICES)], "reason": (None, "too small")[n % 2],
    }  # fmt: skip


def _table(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
