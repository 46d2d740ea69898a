-- What stockout dates are told from: the store's days, and of some SKUs what was wanted and is to come.
-- reads: stock_now, demand, days_in_stock, order_value
-- may read: purchase_orders
-- $skus VARCHAR: the SKUs asked about, each between two bars; others may come with them
-- $end_at TIMESTAMP: only what came before it
-- $clock BIGINT: the clock time, in whole seconds after midnight, after which orders are late
-- $end_day DATE: the day after the last full one

-- name: days
SELECT
    ordered_local::DATE AS day,
    sum(kept) AS net_sales,
    sum(CASE WHEN product_lines > 0 THEN 1 ELSE 0 END)::BIGINT AS orders,
    sum(units) AS units,
    sum(
        CASE
            WHEN
                product_lines > 0
                AND ordered_local > ordered_local::DATE::TIMESTAMP + INTERVAL 1 SECOND * $clock
                THEN 1
            ELSE 0
        END
    )::BIGINT AS late,
    max(CASE WHEN product_lines > 0 THEN ordered_local END) AS last_order
FROM order_value
WHERE ordered_local < $end_at
GROUP BY ordered_local::DATE
HAVING sum(CASE WHEN product_lines > 0 THEN 1 ELSE 0 END) > 0
ORDER BY day

-- name: wanted
WITH
chosen AS (
    SELECT DISTINCT
        shop_id,
        sku
    FROM stock_now
    WHERE contains($skus, '|' || sku || '|')
)
SELECT
    d.shop_id AS shop,
    d.sku,
    d.day,
    sum(d.units)::DOUBLE AS units
FROM demand AS d
INNER JOIN chosen AS c ON d.shop_id = c.shop_id AND d.sku = c.sku
WHERE d.day < $end_day
GROUP BY d.shop_id, d.sku, d.day
ORDER BY d.shop_id, d.sku, d.day

-- name: days_out
WITH
chosen AS (
    SELECT DISTINCT
        shop_id,
        sku
    FROM stock_now
    WHERE contains($skus, '|' || sku || '|')
)
SELECT
    d.shop_id AS shop,
    d.sku,
    d.day
FROM days_in_stock AS d
INNER JOIN chosen AS c ON d.shop_id = c.shop_id AND d.sku = c.sku
WHERE NOT d.in_stock AND d.day < $end_day
ORDER BY d.shop_id, d.sku, d.day

-- name: owed
-- What open purchase orders are to bring, the first due first.
SELECT
    shop_id AS shop,
    sku,
    expected_day AS expected,
    qty - coalesce(received_qty, 0) AS qty
FROM purchase_orders
WHERE
    received_day IS NULL AND qty > coalesce(received_qty, 0) AND contains($skus, '|' || sku || '|')
ORDER BY expected_day NULLS LAST, po_id, sku, shop_id, source_file, source_row
