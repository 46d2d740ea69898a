"""One case of each finding of returns; its default window is 2026-05-21 to 2026-08-18."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from planting import Plant, rows
from pulse import ORDERS, rejected_rows, stale_data

TRANSACTIONS = "transactions_export.csv"
SKU = "OFLT-02"


def give_back(folder: Path, orders: Sequence[dict[str, str]], stamp: str) -> None:
    """Refund these orders in full."""
    with rows(folder / TRANSACTIONS) as lines:
        for n, order in enumerate(orders):
            refund = dict.fromkeys(lines[0], "") | {
                "Order": order["Name"],
                "Transaction ID": f"73999999{n:05}",
                "Kind": "refund",
                "Processed at": stamp,
                "Amount": order["Total"],
                "Currency": order["Currency"],
                "Status": "success",
                "Gateway": "shopify_payments",
            }
            lines.append(refund)


def return_rate_high(folder: Path) -> Mapping[str, Any]:
    """Twenty orders of nothing but one oil filter come back."""
    with rows(folder / ORDERS) as lines:
        count = Counter(row["Name"] for row in lines)
        found = [
            row
            for row in lines
            if row["Lineitem sku"] == SKU
            and count[row["Name"]] == 1
            and row["Financial Status"] == "paid"
            and "2026-05-22" <= row["Created at"] < "2026-08-18"
        ]
    give_back(folder, found[:20], "2026-09-10 12:00:00 -0500")
    return {"sku": SKU}


def repeat_returners(folder: Path) -> Mapping[str, Any]:
    """Somebody who ordered 15 times in 2025, or more, sent back all of that year."""
    with rows(folder / ORDERS) as lines:
        paid = [r for r in lines if r["Financial Status"] == "paid" and r["Created at"] < "2026"]
        year = [r for r in paid if r["Created at"] >= "2025" and r["Email"]]
        often = Counter(row["Email"] for row in year)
        email = next(who for who, orders in sorted(often.items()) if orders >= 15)
    give_back(folder, [r for r in year if r["Email"] == email], "2026-01-20 12:00:00 -0600")
    return {"count": 1}


PLANTS = {
    "return-rate-high": Plant(return_rate_high),
    "repeat-returners": Plant(repeat_returners),
    "stale-data": Plant(stale_data, arguments=("--since", "7d")),
    "rejected-rows": Plant(rejected_rows),
}
