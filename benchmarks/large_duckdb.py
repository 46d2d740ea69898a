"""The questions of `large.py` as one would write them by hand for DuckDB, over Parquet.

Usage: python benchmarks/large_duckdb.py QUESTION FOLDER [MEMORY]; the figures, as JSON.
"""

import json
import sys
from collections.abc import Callable

import duckdb
import large_figures as figures
from large_duckdb_sales import heatmap, pulse

VIEWS = ("orders", "order_lines", "refunds", "customers", "products", "inventory_levels")
MOVES = """
CREATE TEMP TABLE moves AS
SELECT
    o.order_id, o.customer_id, date_trunc('month', o.created_at)::DATE AS month, 1 AS n,
    l.units, l.sales AS net, 0::DECIMAL(38,4) AS back
FROM orders AS o INNER JOIN (
    SELECT order_id, sum(qty) AS units, sum(amount - line_discount) AS sales
    FROM order_lines GROUP BY order_id
) AS l ON o.order_id = l.order_id
UNION ALL
SELECT
    o.order_id, o.customer_id, date_trunc('month', r.refunded_at)::DATE, 0, 0, -r.subtotal,
    r.subtotal
FROM refunds AS r INNER JOIN orders AS o ON r.order_id = o.order_id"""
WHOLE = """
WITH each AS (
    SELECT customer_id, sum(n) AS n, sum(units) AS units, sum(back) AS back, sum(net) AS net
    FROM moves GROUP BY customer_id
)
SELECT
    coalesce(c.segment, 'Unknown'), count(e.customer_id),
    count(*) FILTER (e.n > 1 AND e.customer_id IS NOT NULL), sum(e.n), sum(e.units), sum(e.back),
    sum(e.net)
FROM each AS e LEFT JOIN customers AS c ON e.customer_id = c.customer_id
GROUP BY ALL"""
MONTHS = """
SELECT
    m.month, coalesce(c.segment, 'Unknown'), count(DISTINCT m.customer_id) FILTER (m.n > 0),
    sum(m.n), sum(m.units), sum(m.net)
FROM moves AS m LEFT JOIN customers AS c ON m.customer_id = c.customer_id
GROUP BY ALL"""
CELLS = """
CREATE TEMP TABLE cells AS
SELECT customer_id, month, sum(n) AS n, sum(net) AS net
FROM moves WHERE customer_id IS NOT NULL GROUP BY ALL"""
COHORTS = """
SELECT f.cohort, c.month, count(*) FILTER (c.n > 0), sum(c.n), sum(c.net)
FROM cells AS c INNER JOIN (
    SELECT customer_id, min(month) AS cohort FROM cells WHERE n > 0 GROUP BY customer_id
) AS f ON c.customer_id = f.customer_id
GROUP BY ALL"""
SIZES = """
SELECT cohort, count(*), count(*) FILTER (n > 1)
FROM (SELECT min(month) FILTER (n > 0) AS cohort, sum(n) AS n FROM cells GROUP BY customer_id)
GROUP BY ALL"""
BASKETS = """
CREATE TEMP TABLE baskets AS
WITH
orders AS (SELECT order_id, (row_number() OVER ())::INTEGER AS o FROM orders),
skus AS (
    SELECT sku, row_number() OVER (ORDER BY sku)::INTEGER AS i FROM order_lines GROUP BY sku
)
SELECT DISTINCT o.o, s.i, s.sku
FROM order_lines AS l INNER JOIN orders AS o ON l.order_id = o.order_id
INNER JOIN skus AS s ON l.sku = s.sku"""
ORDERS = """
SELECT count(*), count(*) FILTER (n > 1), (SELECT count(DISTINCT i) FROM baskets)
FROM (SELECT count(*) AS n FROM baskets GROUP BY o)"""
PAIRS = """
CREATE TEMP TABLE pairs AS
WITH items AS (SELECT i, sku, count(*) AS n FROM baskets GROUP BY ALL)
SELECT a.sku AS a, b.sku AS b, p.n, a.n AS n_a, b.n AS n_b
FROM (
    SELECT a.i AS a, b.i AS b, count(*) AS n
    FROM baskets AS a INNER JOIN baskets AS b ON a.o = b.o AND a.i < b.i
    GROUP BY ALL HAVING count(*) >= $least
) AS p INNER JOIN items AS a ON p.a = a.i INNER JOIN items AS b ON p.b = b.i"""
LISTED = "SELECT * FROM pairs ORDER BY n::DOUBLE / n_a / n_b DESC LIMIT $listed"


def segments(con: duckdb.DuckDBPyConnection) -> figures.Figures:
    """Each segment, whole and month by month."""
    con.execute(MOVES)
    return figures.segments(con.execute(WHOLE).fetchall(), con.execute(MONTHS).fetchall())


def cohorts(con: duckdb.DuckDBPyConnection) -> figures.Figures:
    """Customers by the month of their first order."""
    con.execute(MOVES)
    con.execute(CELLS)
    return figures.cohorts(con.execute(COHORTS).fetchall(), con.execute(SIZES).fetchall())


def cross_sell(con: duckdb.DuckDBPyConnection) -> figures.Figures:
    """Pairs of SKUs in the same orders."""
    con.execute(BASKETS)
    con.execute(PAIRS, {"least": figures.LEAST})
    orders = con.execute(ORDERS).fetchone() or ()
    (pairs,) = con.execute("SELECT count(*) FROM pairs").fetchone() or (0,)
    return figures.cross_sell(
        orders, pairs, con.execute(LISTED, {"listed": figures.LISTED}).fetchall()
    )


def scan(con: duckdb.DuckDBPyConnection) -> figures.Figures:
    """The sum of one column."""
    (units,) = con.execute("SELECT sum(qty) FROM order_lines").fetchone() or (0,)
    return {"units": figures.money(units)}


def scan4(con: duckdb.DuckDBPyConnection) -> figures.Figures:
    """The sums of four columns."""
    names = ("qty", "unit_price", "amount", "line_discount")
    sums = ", ".join(f"sum({name})" for name in names)
    row = con.execute(f"SELECT {sums} FROM order_lines").fetchone() or ()
    return dict(zip(names, map(figures.money, row), strict=True))


QUESTIONS: dict[str, Callable[[duckdb.DuckDBPyConnection], figures.Figures]] = {
    "pulse": pulse,
    "heatmap": heatmap,
    "segments": segments,
    "cohorts": cohorts,
    "cross-sell": cross_sell,
    "scan": scan,
    "scan4": scan4,
}


def answer(question: str, folder: str, memory: str = "") -> figures.Figures:
    """The figures of a question over the tables of a folder."""
    with duckdb.connect(config={"memory_limit": memory} if memory else {}) as con:
        con.execute("SET enable_progress_bar=false")
        for name in VIEWS:
            files = f"read_parquet('{folder}/{name}*.parquet')"
            con.execute(f"CREATE VIEW {name} AS SELECT * FROM {files}")
        return QUESTIONS[question](con)


if __name__ == "__main__":
    json.dump(answer(*sys.argv[1:]), sys.stdout)
