"""CSV of `large.py` read by DuckDB's own typed reader: what loading it is measured against.

Usage: python benchmarks/large_csv.py read FOLDER, or load FOLDER FILE: every table, into a file.
"""

import json
import sys

import duckdb
import large_figures as figures

TABLES = {
    "orders": {
        "order_id": "VARCHAR", "order_no": "VARCHAR", "customer_id": "VARCHAR",
        "created_at": "TIMESTAMP", "paid_at": "TIMESTAMP", "fulfilled_at": "TIMESTAMP",
        "financial_status": "VARCHAR", "fulfillment_status": "VARCHAR", "currency": "VARCHAR",
        "channel": "VARCHAR", "country": "VARCHAR",
    },
    "order_lines": {
        "order_id": "VARCHAR", "line_id": "VARCHAR", "sku": "VARCHAR", "title": "VARCHAR",
        "qty": "DECIMAL(18,3)", "unit_price": "DECIMAL(18,4)", "amount": "DECIMAL(18,4)",
        "line_discount": "DECIMAL(18,4)",
    },
    "refunds": {
        "refund_id": "VARCHAR", "line_id": "VARCHAR", "order_id": "VARCHAR",
        "refunded_at": "TIMESTAMP", "sku": "VARCHAR", "qty": "DECIMAL(18,3)",
        "subtotal": "DECIMAL(18,4)",
    },
    "customers": {
        "customer_id": "VARCHAR", "name": "VARCHAR", "country": "VARCHAR", "segment": "VARCHAR",
    },
    "products": {
        "sku": "VARCHAR", "title": "VARCHAR", "type": "VARCHAR", "price": "DECIMAL(18,4)",
        "unit_cost": "DECIMAL(18,4)",
    },
    "inventory_levels": {
        "sku": "VARCHAR", "title": "VARCHAR", "location": "VARCHAR",
        "on_hand": "DECIMAL(18,3)", "available": "DECIMAL(18,3)",
    },
}  # fmt: skip


def answer(act: str, folder: str, file: str = ":memory:") -> figures.Figures:
    """Read the lines, or load all, and sum the lines."""
    with duckdb.connect(file) as con:
        con.execute("SET enable_progress_bar=false")
        for name, columns in TABLES.items():
            if act == "load" or name == "order_lines":
                csv = f"'{folder}/{name}.csv', columns = {columns}, header = true"
                con.execute(f"CREATE TABLE {name} AS SELECT * FROM read_csv({csv})")
        lines, *sums = con.execute(figures.SUMS).fetchone() or (0,)
        return figures.summed(lines, sums)


if __name__ == "__main__":
    json.dump(answer(*sys.argv[1:]), sys.stdout)
