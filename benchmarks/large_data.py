"""An invented shop of two years, as large as one likes, as canonical Parquet and as CSV.

Sales double from the first day to the last; a few of 5,000 SKUs and a few of the customers bring
most of them, some SKUs go with another, one line in eight has a discount and one in thirty comes
back. Every row follows from its number alone: a shop is the same each time, and its months can be
written one by one. A row stands where its order does, in the order of time.

Usage: python benchmarks/large_data.py FOLDER LINES [--csv] [--by-month]
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import duckdb

MONTHS = 24
FIRST_DAY, DAYS = "2024-09-01", 730
AS_OF = "2026-09-08"
"""Later than all that is told: what is in the past of a store is loaded to be asked."""
SKUS = 5_000
SIZES = (1, 3, 1, 2, 7, 1, 2, 4, 1, 1, 2, 1, 9, 1, 2, 1, 3,
         25, 1, 2, 1, 5, 1, 1, 2, 4, 1, 6, 1, 2, 1, 3, 1, 1)  # fmt: skip
"""Lines of the orders of a block: most have few, and a large one makes most of the pairs."""
BLOCK, ORDERS = sum(SIZES), len(SIZES)
MACROS = """
CREATE MACRO draw(i, k) AS (hash(i::BIGINT * 16 + k) % 1000000007)::DOUBLE / 1000000007;
CREATE MACRO order_of(i) AS i // $block * $each + $places[(i % $block + 1)::INTEGER];
CREATE MACRO placed(o) AS date_trunc('second', TIMESTAMP '$first_day'
    + (sqrt(1 + 3 * o::DOUBLE / $orders) - 1) * $days * 86400 * INTERVAL 1 SECOND);
CREATE MACRO buyer(o) AS floor(draw(o, 1) ** 1.5 * (1 + o::DOUBLE / $orders * $people))::BIGINT;
CREATE MACRO liked(i) AS floor(draw(i, 2) ** 3 * $skus)::BIGINT;
CREATE MACRO good(i) AS CASE WHEN draw(i, 3) < 0.08 THEN xor(liked(i - 1), 1) ELSE liked(i) END;
CREATE MACRO sku(g) AS 'S' || lpad(g::VARCHAR, 4, '0');
CREATE MACRO price(g) AS ((295 + g * 7919 % 9400) / 100)::DECIMAL(18,2)::DECIMAL(18,4);
CREATE MACRO qty(i) AS (1 + floor(draw(i, 4) ** 4 * 6))::DECIMAL(18,3);
CREATE MACRO off(i) AS CASE
    WHEN draw(i, 5) < 0.12 THEN (qty(i) * price(good(i)) * 0.1)::DECIMAL(18,2)::DECIMAL(18,4)
    ELSE 0::DECIMAL(18,4) END;
"""
DATED = {
    "orders": """
        SELECT 'O' || o AS order_id, '#' || o AS order_no,
            CASE WHEN draw(o, 6) > 0.03 THEN 'C' || buyer(o) END AS customer_id,
            placed(o) AS created_at, placed(o) + INTERVAL 5 MINUTE AS paid_at,
            placed(o) + INTERVAL 20 HOUR AS fulfilled_at, 'paid' AS financial_status,
            'fulfilled' AS fulfillment_status, 'EUR' AS currency,
            ['web', 'web', 'web', 'shop', 'pos'][1 + floor(draw(o, 7) * 5)::INTEGER] AS channel,
            ['IT', 'IT', 'DE', 'FR', 'AT'][1 + floor(draw(o, 8) * 5)::INTEGER] AS country
        FROM range($first // $block * $each, $last // $block * $each) AS t (o)""",
    "order_lines": """
        SELECT 'O' || order_of(i) AS order_id, 'L' || i AS line_id, sku(good(i)) AS sku,
            'Thing ' || good(i) AS title, qty(i) AS qty, price(good(i)) AS unit_price,
            (qty(i) * price(good(i)))::DECIMAL(18,4) AS amount, off(i) AS line_discount
        FROM range($first, $last) AS t (i)""",
    "refunds": """
        SELECT 'R' || i AS refund_id, 'L' || i AS line_id, 'O' || order_of(i) AS order_id,
            placed(order_of(i)) + (1 + floor(draw(i, 9) * 120)) * INTERVAL 1 HOUR AS refunded_at,
            sku(good(i)) AS sku, qty(i) AS qty,
            (qty(i) * price(good(i)) - off(i))::DECIMAL(18,4) AS subtotal
        FROM range($first, $last) AS t (i)
        WHERE draw(i, 10) < 0.03""",
}
STANDING = {
    "customers": """
        SELECT 'C' || c AS customer_id, 'Customer ' || c AS name,
            ['IT', 'IT', 'DE', 'FR', 'AT'][1 + c % 5] AS country,
            ['retail', 'retail', 'retail', 'regular', 'regular', 'trade'][1 + (c * 7) % 6]
                AS segment
        FROM range($people + 1) AS t (c)""",
    "products": """
        SELECT sku(g) AS sku, 'Thing ' || g AS title, 'Kind ' || g % 12 AS type,
            price(g) AS price, (price(g) * 0.6)::DECIMAL(18,4) AS unit_cost
        FROM range($skus) AS t (g)""",
    "inventory_levels": """
        SELECT sku(g) AS sku, 'Thing ' || g AS title, '' AS location,
            floor(draw(g, 11) ** 2 * $lines / $skus / 6)::DECIMAL(18,3) AS on_hand,
            floor(draw(g, 11) ** 2 * $lines / $skus / 6)::DECIMAL(18,3) AS available
        FROM range($skus) AS t (g)""",
}
"""Tables that are of no month."""


class Shop:
    """A shop of so many lines, in whole blocks."""

    def __init__(self, lines: int) -> None:
        self.lines = max(lines // BLOCK, 1) * BLOCK
        places = [place for place, size in enumerate(SIZES) for _ in range(size)]
        self._values = {
            "$first_day": FIRST_DAY,
            "$days": DAYS,
            "$skus": SKUS,
            "$lines": self.lines,
            "$orders": self.lines // BLOCK * ORDERS,
            "$people": max(lines // 5, 1),
            "$places": places,
            "$block": BLOCK,
            "$each": ORDERS,
        }
        self._con = duckdb.connect(config={"memory_limit": "2GB"})
        self._con.execute("SET enable_progress_bar=false")
        self._con.execute(self._filled(MACROS))

    def write(self, folder: Path, ending: str = "parquet") -> None:
        """All of it, a file a table."""
        self.standing(folder, ending)
        for table, select in DATED.items():
            self._copy(select, folder / f"{table}.{ending}", 0, self.lines)

    def months(self, folder: Path, months: Sequence[int], ending: str = "parquet") -> None:
        """What is dated in these months, a file a table and month."""
        folder.mkdir(parents=True, exist_ok=True)
        for table, select in DATED.items():
            for month in months:
                path = folder / f"{table}_{month:02}.{ending}"
                self._copy(select, path, self._begins(month), self._begins(month + 1))

    def standing(self, folder: Path, ending: str = "parquet") -> None:
        """What is of no month."""
        folder.mkdir(parents=True, exist_ok=True)
        for table, select in STANDING.items():
            self._copy(select, folder / f"{table}.{ending}", 0, self.lines)

    def _begins(self, month: int) -> int:
        """The first line of a month of even length; sales grow from 1 to 2."""
        time = month / MONTHS
        return round((time + time * time / 2) / 1.5 * self.lines / BLOCK) * BLOCK

    def _copy(self, select: str, path: Path, first: int, last: int) -> None:
        sql = self._filled(select).replace("$first", str(first)).replace("$last", str(last))
        how = "FORMAT csv, HEADER" if path.suffix == ".csv" else "FORMAT parquet, COMPRESSION zstd"
        self._con.execute(f"COPY ({sql}) TO '{path}' ({how})")

    def _filled(self, sql: str) -> str:
        for name, value in self._values.items():
            sql = sql.replace(name, str(value))
        return sql


def main() -> None:
    """Write a shop."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("lines", type=int)
    parser.add_argument("--csv", action="store_true", help="as CSV instead of Parquet")
    parser.add_argument("--by-month", action="store_true", help="a file a month")
    given = parser.parse_args()
    shop, ending = Shop(given.lines), "csv" if given.csv else "parquet"
    if given.by_month:
        shop.standing(given.folder, ending)
        shop.months(given.folder, range(MONTHS), ending)
    else:
        shop.write(given.folder, ending)


if __name__ == "__main__":
    main()
