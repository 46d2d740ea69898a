"""What the morning's questions cost over a million order lines, beyond loading them.

A shop of two years is written as canonical Parquet: a million order lines, their orders and
customers, stock and its history, supply, purchase orders, parcels, checkouts, refunds. All of it is
loaded once; then each analysis that `today` asks is asked in this process, and its statements are
run once more bare, on the same tables. CPU seconds of all threads; the ratios of one run count.
A benchmark, not a test: a goal that is missed is printed and ends with 0 all the same.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb

import salesops
from salesops import commands
from salesops.commands.reports import today
from salesops.queries.database import Database

GOAL = 1.5
"""CPU seconds beyond loading that each analysis may cost."""
ALSO = ("scorecard",)
"""Of the morning, and offering nothing to `today`."""
AS_OF = datetime(2026, 9, 18, 15)  # noqa: DTZ001 - the store's clock
DAYS = 730
SKUS = 5_000
PEOPLE = 100_000

TABLES = {
    "products": f"""
        SELECT 'S' || i AS sku, 'Thing ' || i AS title, 'Kind ' || i % 20 AS type,
            (5 + i % 95)::DECIMAL(18,4) AS price, (2 + i % 40)::DECIMAL(18,4) AS unit_cost
        FROM range({SKUS}) AS t (i)""",
    "orders": f"""
        SELECT 'O' || i AS order_id, '#' || i AS order_no,
            'c' || (i * 7919) % {PEOPLE} AS customer_id, created_at,
            created_at + INTERVAL 5 MINUTE AS paid_at,
            CASE WHEN i % 50 > 0 OR i < {{orders}} * 0.99 THEN created_at + INTERVAL 20 HOUR END
                AS fulfilled_at,
            'paid' AS financial_status,
            CASE WHEN i % 50 > 0 OR i < {{orders}} * 0.99 THEN 'fulfilled' ELSE 'unfulfilled' END
                AS fulfillment_status,
            'EUR' AS currency, ['web', 'pos', 'shop'][1 + i % 3] AS channel,
            ['DE', 'FR', 'IT', 'US'][1 + (i * 7919) % 4] AS country
        FROM (
            SELECT i, $as_of - INTERVAL {DAYS} DAY
                + (i * {DAYS * 86400.0} / {{orders}}) * INTERVAL 1 SECOND AS created_at
            FROM range({{orders}}) AS t (i)
        )""",
    "order_lines": f"""
        SELECT 'O' || i // 5 * 2 + (i % 5) // 3 AS order_id, 'L' || i AS line_id,
            'S' || ((i * 7919) % 71 * ((i * 104729) % 73)) % {SKUS} AS sku,
            (1 + (i * 31) % 3)::DECIMAL(18,3) AS qty,
            (5 + (i * 7919) % 71 * ((i * 104729) % 73) % 95)::DECIMAL(18,4) AS unit_price
        FROM range({{lines}}) AS t (i)""",
    "refunds": """
        SELECT 'R' || i AS refund_id, 'L' || i * 50 AS line_id, 'O' || i * 20 AS order_id,
            o.created_at + INTERVAL 6 DAY AS refunded_at, l.sku, 1::DECIMAL(18,3) AS qty,
            l.unit_price AS subtotal, 'too big' AS reason
        FROM range({lines} // 50) AS t (i)
        INNER JOIN order_lines AS l ON l.line_id = 'L' || i * 50
        INNER JOIN orders AS o ON o.order_id = 'O' || i * 20""",
    "inventory_levels": f"""
        SELECT 'S' || i AS sku, 'Thing ' || i AS title, 'Main' AS location,
            (i * 7919 % 300)::DECIMAL(18,3) AS on_hand, 0::DECIMAL(18,3) AS committed
        FROM range({SKUS}) AS t (i)""",
    "stock_history": f"""
        SELECT ($as_of::DATE - d::INTEGER) AS day, 'S' || i AS sku, 'Main' AS location,
            ((i * 31 + d * 7) % 40)::DECIMAL(18,3) AS on_hand
        FROM range({SKUS}) AS t (i), range(1, 57) AS u (d)""",
    "supply": f"""
        SELECT 'S' || i AS sku, 'Supplier ' || i % 30 AS supplier, 7 + i % 20 AS lead_days,
            2.0 AS lead_sd, 6::DECIMAL(18,3) AS pack_size
        FROM range({SKUS}) AS t (i)""",
    "purchase_orders": f"""
        SELECT 'P' || i AS po_id, 'S' || i % {SKUS} AS sku,
            'Supplier ' || i % {SKUS} % 30 AS supplier,
            $as_of - (30 + i % 300) * INTERVAL 1 DAY AS ordered_at,
            $as_of - (30 + i % 300 - 8 - i % 9) * INTERVAL 1 DAY AS received_at,
            48::DECIMAL(18,3) AS qty, 48::DECIMAL(18,3) AS received_qty
        FROM range({4 * SKUS}) AS t (i)""",
    "fulfillments": """
        SELECT 'F' || order_id AS fulfillment_id, order_id, fulfilled_at AS shipped_at,
            fulfilled_at + INTERVAL 3 DAY AS delivered_at, 'success' AS status
        FROM orders WHERE fulfilled_at IS NOT NULL""",
    "checkouts": f"""
        SELECT 'K' || i AS checkout_id, $as_of - i * INTERVAL 20 MINUTE AS created_at,
            'c' || (i * 7919) % {PEOPLE} AS customer_id, (20 + i % 200)::DECIMAL(18,4) AS total,
            'c' || i % 30000 || '@x.test' AS email_norm, 'EUR' AS currency
        FROM range(20000) AS t (i)""",
    "checkout_lines": """
        SELECT checkout_id, checkout_id || '.1' AS line_id, 'S7' AS sku, 1::DECIMAL(18,3) AS qty,
            total AS unit_price
        FROM checkouts""",
}


def write(folder: Path, lines: int) -> None:
    """The shop's tables, each a Parquet file under its own name."""
    con = duckdb.connect()
    for name, query in TABLES.items():
        sql = query.replace("{lines}", str(lines)).replace("{orders}", str(lines * 2 // 5))
        given = {"as_of": AS_OF} if "$as_of" in sql else {}
        con.execute(f"CREATE TABLE {name} AS {sql}", given)
        con.execute(f"COPY {name} TO '{folder / name}.parquet'")


def cpu(act: Callable[[], Any]) -> float:
    """CPU seconds that something takes, over all threads."""
    began = time.process_time()
    act()
    return time.process_time() - began


def ask(db: Database, module: ModuleType) -> Any:
    """The analysis as it is asked without an option."""
    return getattr(module, _stem(module))(db)


def _stem(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def _modules(only: str) -> list[ModuleType]:
    files = {p.stem: p for section in commands.found().values() for p in section.values()}
    found = [*commands.offering(), *(commands.load(files[name]) for name in ALSO)]
    return [m for m in found if not only or _stem(m) in only.split(",")]


def main() -> None:
    """Load, make the shared views, ask each question, ask its statements bare, then `today`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--only", default="", help="commands by commas")
    given = parser.parse_args()
    modules = _modules(given.only)
    with tempfile.TemporaryDirectory() as at:
        write(Path(at), given.lines)
        with salesops.open(at, as_of=f"{AS_OF:%Y-%m-%d %H:%M}") as db:
            parts = _parts(db, modules, given.lines)
        if not given.only:
            with salesops.open(at, as_of=f"{AS_OF:%Y-%m-%d %H:%M}") as db:
                took = cpu(lambda: ask(db, today))
            print(f"today, loading and views in it: {took:.2f}; loading, views, parts: {parts:.2f}")


def _parts(db: Database, modules: Sequence[ModuleType], lines: int) -> float:
    """Loading, the shared views and each analysis; their sum in CPU seconds."""
    names = ["/".join(m.__name__.split(".")[-2:]) for m in modules]
    loading = cpu(lambda: db.expect([*names, "sales/totals"]))
    views = _time_views(db)
    first = sum(cpu(lambda m=m: ask(db, m)) for m in modules)  # type: ignore[misc]
    print(f"{lines:,} lines: loading {loading:.2f} s of CPU, shared views {sum(views):.2f}")
    print(f"{'CPU seconds':16} {'asked':>7} {'bare':>7} {'ratio':>6}")
    for module in modules:
        _measure(db, module)
    return loading + first


def _time_views(db: Database) -> list[float]:
    """The seconds that each making of shared views takes from here on."""
    found: list[float] = []
    make = db.book.engine.open
    db.book.engine.open = lambda views: found.append(cpu(lambda: make(views)))  # type: ignore[method-assign]
    return found


def _measure(db: Database, module: ModuleType) -> None:
    """Its views stand from its first asking: what is left is its own."""
    before = len(db.asked)
    took = cpu(lambda: ask(db, module))
    asked = db.asked[before:]
    bare = cpu(lambda: [db.book.engine.run(one.sql, one.params) for one in asked])
    late = "" if took <= GOAL else f"   over {GOAL} s"
    print(f"{_stem(module):16} {took:7.2f} {bare:7.2f} {took / bare:6.2f}{late}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
