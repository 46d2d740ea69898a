"""What the morning's questions cost over a million order lines, beyond loading them.

A shop of two years is written as canonical Parquet: a million order lines, their orders and
customers, stock and its history, supply, purchase orders, parcels, checkouts, refunds. Each
analysis that `today` asks gets a database of its own: it is loaded and asked, and then the shared
views and statements that it asked are run once more bare, on the same tables. Then `today` itself,
which loads once for all of them. CPU seconds of all threads; the ratios of one run count.
A benchmark, not a test: a goal that is missed is printed and ends with 0 all the same.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb

import salesops
from salesops import commands
from salesops.commands.customers import draft
from salesops.commands.customers._draft.people import KINDS
from salesops.commands.reports import today
from salesops.queries.database import Asked, Database

GOAL = 1.5
"""CPU seconds beyond loading that each analysis may cost."""
ALSO = ("scorecard", "draft low-stock")
"""Of the morning, and offering nothing to `today`; after a blank what it is asked about."""
AS_OF = datetime(2026, 9, 18, 15)  # noqa: DTZ001 - the store's clock
DAYS = 730
SKUS = 5_000
PEOPLE = 100_000

Question = tuple[str, ModuleType, dict[str, str]]
"""How it is called here, the analysis, and what it is given."""

TABLES = {
    "customers": f"""
        SELECT 'c' || i AS customer_id, 'Buyer ' || i AS name, 'c' || i || '@x.test' AS email_norm,
            i % 3 > 0 AS accepts_email
        FROM range({PEOPLE}) AS t (i)""",
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
            ['DE', 'FR', 'IT', 'US'][1 + (i * 7919) % 4] AS country,
            CASE WHEN i % 40 = 0 THEN 'GO' END AS discount_codes
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
    # Two tests, a promotion before and after, a code; whoever has an even number is a member.
    "campaigns": """
        SELECT * FROM (VALUES
            ('A', NULL, NULL::DATE, NULL, NULL), ('B', NULL, NULL, NULL, NULL),
            ('Promo', NULL, $as_of::DATE - 40, 'Kind 3', $as_of::DATE - 27),
            ('Code', 'GO', $as_of::DATE - 60, NULL, $as_of::DATE - 30)
        ) AS t (campaign, code, starts, category, ends)""",
    "campaign_members": f"""
        SELECT c.campaign, 'c' || 2 * i AS customer,
            CASE WHEN i % 5 > 0 THEN 'treatment' ELSE 'control' END AS arm,
            CASE WHEN i % 5 > 0 THEN $as_of - c.days * INTERVAL 1 DAY END AS sent_at
        FROM range({PEOPLE} // 2) AS t (i), (VALUES ('A', 80), ('B', 45)) AS c (campaign, days)""",
    "spend_daily": """
        SELECT ($as_of::DATE - d::INTEGER) AS day, c.channel, c.campaign, 100::DECIMAL(18,4) AS cost
        FROM range(1, 120) AS t (d),
            (VALUES ('mail', 'A'), ('ads', 'Promo')) AS c (channel, campaign)""",
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


def _questions(only: str) -> list[Question]:
    files = {p.stem: p for section in commands.found().values() for p in section.values()}
    every: list[Question] = [(commands.stem(module), module, {}) for module in commands.offering()]
    for name in ALSO:
        command, _, what = name.partition(" ")
        every.append((name, commands.load(files[command]), {"what": what} if what else {}))
    return [one for one in every if not only or one[0].split(" ")[0] in only.split(",")]


def main() -> None:
    """Each question from a fresh load, and its SQL bare; then `today`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--only", default="", help="commands by commas")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as at:
        write(Path(at), given.lines)
        print(f"{given.lines:,} lines, CPU seconds; beyond load, the shared views in it")
        print(f"{'':15} {'load':>6} {'beyond':>7} {'bare':>6} {'ratio':>6}  views of 0.1 s or more")
        for question in _questions(given.only):
            with _opened(at) as db:
                _measure(db, *question)
        if not given.only:
            with _opened(at) as db:
                took = cpu(lambda: commands.ask(today, db))
                print(f"{'today':15} {took:14.2f}, loading in it")


def _opened(at: str) -> Database:
    return salesops.open(at, as_of=f"{AS_OF:%Y-%m-%d %H:%M}")


def _measure(db: Database, name: str, module: ModuleType, given: dict[str, str]) -> None:
    """A line on one analysis."""
    section = "/".join(module.__name__.split(".")[-2:])
    reads = KINDS[given["what"]].reads if module is draft else (section,)
    load = cpu(lambda: db.expect(reads))
    took = cpu(lambda: commands.ask(module, db, **given))
    asked = list(db.asked)
    bare = [(one.name, cpu(lambda one=one: _bare(db, one))) for one in asked]  # type: ignore[misc]
    whole = sum(seconds for _, seconds in bare)
    views = (f"{n} {s:.2f}" for n, s in bare if s >= 0.1 and _is_view(db, n))  # noqa: PLR2004
    late = "" if took <= GOAL else f" (over {GOAL})"
    print(
        f"{name:15} {load:6.2f} {took:7.2f} {whole:6.2f} {took / whole:6.2f}  "
        f"{', '.join(views)}{late}",
        flush=True,
    )


def _bare(db: Database, one: Asked) -> None:
    """A view is made anew of the same tables; a statement is run."""
    engine = db.book.engine
    if not _is_view(db, one.name):
        engine.run(one.sql, one.params)
        return
    columns = db.kept.get(one.name)
    engine.open({one.name: one.sql}, {one.name: columns} if one.name in db.kept else {})


def _is_view(db: Database, name: str) -> bool:
    return name == "question" or (db.sql / "shared" / f"{name}.sql").exists()


if __name__ == "__main__":
    main()
