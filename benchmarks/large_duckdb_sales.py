"""Pulse and heatmap as one would write them by hand for DuckDB: what sold, and what is left."""

import duckdb
import large_figures as figures

DAYS = """
SELECT day, sum(n), sum(units), sum(gross), sum(off), sum(back)
FROM (
    SELECT
        o.created_at::DATE AS day, count(DISTINCT o.order_id) AS n, sum(l.qty) AS units,
        sum(l.amount) AS gross, sum(l.line_discount) AS off, 0 AS back
    FROM orders AS o INNER JOIN order_lines AS l ON o.order_id = l.order_id
    WHERE
        (o.created_at >= $start AND o.created_at < $until)
        OR (o.created_at >= $year_start AND o.created_at < $year_until)
    GROUP BY ALL
    UNION ALL
    SELECT refunded_at::DATE, 0, 0, 0, 0, sum(subtotal) FROM refunds GROUP BY ALL
)
GROUP BY day"""
BUYERS = """
SELECT count(*) FILTER (first >= $start), count(*) FILTER (first < $start)
FROM (
    SELECT min(created_at) AS first, bool_or(created_at >= $start AND created_at < $until) AS bought
    FROM orders WHERE customer_id IS NOT NULL GROUP BY customer_id
)
WHERE bought"""
TOP = """
CREATE TEMP TABLE top AS
SELECT s.sku, s.units, s.sales - coalesce(r.back, 0) AS net
FROM (
    SELECT l.sku, sum(l.qty) AS units, sum(l.amount - l.line_discount) AS sales
    FROM orders AS o INNER JOIN order_lines AS l ON o.order_id = l.order_id
    WHERE o.created_at >= $start AND o.created_at < $until
    GROUP BY l.sku
) AS s
LEFT JOIN (
    SELECT sku, sum(subtotal) AS back FROM refunds
    WHERE refunded_at >= $start AND refunded_at < $until GROUP BY sku
) AS r ON s.sku = r.sku
ORDER BY net DESC LIMIT $top"""
BESIDE = """
WITH
held AS (SELECT DISTINCT order_id, sku FROM order_lines WHERE sku IN (SELECT sku FROM top)),
pairs AS (
    SELECT h.sku, l.sku AS other, count(DISTINCT l.order_id) AS n
    FROM held AS h INNER JOIN order_lines AS l ON h.order_id = l.order_id AND h.sku <> l.sku
    GROUP BY ALL
)
SELECT t.sku, t.units, t.net, p.other, p.n
FROM top AS t LEFT JOIN pairs AS p ON t.sku = p.sku
QUALIFY row_number() OVER (PARTITION BY t.sku ORDER BY p.n DESC, p.other) = 1
ORDER BY t.net DESC"""
STOCK = """
CREATE TEMP TABLE stock AS
WITH
sold AS (
    SELECT
        l.sku, sum(l.qty) FILTER (o.created_at >= $start) AS units,
        sum(l.amount - l.line_discount) FILTER (o.created_at >= $start) AS sales
    FROM orders AS o INNER JOIN order_lines AS l ON o.order_id = l.order_id
    WHERE o.created_at >= $alive AND o.created_at < $until
    GROUP BY l.sku
),
back AS (
    SELECT sku, sum(subtotal) AS back FROM refunds
    WHERE refunded_at >= $start AND refunded_at < $until GROUP BY sku
)
SELECT
    i.sku, i.available, i.on_hand * p.unit_cost AS value, s.sku IS NOT NULL AS alive,
    coalesce(s.units, 0) AS units,
    coalesce(s.sales, 0) - coalesce(b.back, 0) AS net
FROM inventory_levels AS i
LEFT JOIN products AS p ON i.sku = p.sku
LEFT JOIN sold AS s ON i.sku = s.sku
LEFT JOIN back AS b ON i.sku = b.sku"""


def pulse(con: duckdb.DuckDBPyConnection) -> figures.Figures:
    """Last month, the two it is compared with, who bought, and what sold best."""
    (start, until), (year_start, year_until) = figures.WINDOW, figures.BEFORE["prev-year"]
    window = {"start": start, "until": until}
    wide = {"start": figures.BEFORE["prev"][0], "until": until}
    days = con.execute(DAYS, wide | {"year_start": year_start, "year_until": year_until})
    rows = days.fetchall()
    buyers = con.execute(BUYERS, window).fetchone() or ()
    con.execute(TOP, window | {"top": 5})
    return figures.pulse(rows, buyers, con.execute(BESIDE).fetchall())


def heatmap(con: duckdb.DuckDBPyConnection) -> figures.Figures:
    """Stock beside what sold in four weeks."""
    start, until = figures.RECENT
    con.execute(STOCK, {"start": start, "until": until, "alive": figures.ALIVE})
    best = "SELECT sku, units, net, available FROM stock ORDER BY net DESC, sku LIMIT 10"
    sums = "SELECT count(*) FILTER (available <= 0 AND alive), sum(value) FROM stock"
    out, value = con.execute(sums).fetchone() or (0, 0)
    return figures.heatmap(con.execute(best).fetchall(), out, value)
