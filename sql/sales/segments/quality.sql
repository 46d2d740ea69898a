-- What the segments rest on: rows, products, and what is missing or odd.
-- reads: order_lines, order_value
-- may read: products
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $undated BOOLEAN: whether what has no date belongs to it (only in --period all)

-- name: line_quality
WITH
catalogue AS (
    SELECT count(*) AS products
    FROM (SELECT DISTINCT shop_id, sku FROM products) AS p
),
asked AS (
    SELECT
        l.shop_id || ' ' || coalesce(l.sku, l.title) AS product_key,
        l.amount,
        l.unit_price,
        l.qty,
        l.shop_id,
        v.ordered_local IS NULL OR (v.dates_lines AND l.ordered_local IS NULL) AS is_dateless
    FROM order_lines AS l
    INNER JOIN order_value AS v ON l.shop_id = v.shop_id AND l.order_id = v.order_id
    WHERE
        l.kind = 'product'
        AND (
            $undated OR (
                v.ordered_local >= $start_at AND v.ordered_local < $end_at
                AND (l.ordered_local IS NOT NULL OR NOT v.dates_lines)
            )
        )
        AND (
            v.ordered_local IS NULL
            OR (v.ordered_local >= $start_at AND v.ordered_local < $end_at)
        )
)
SELECT
    count(a.is_dateless) AS lines,
    count(DISTINCT a.product_key) AS products_sold,
    max(c.products) AS products,
    count(DISTINCT a.shop_id) AS shops,
    coalesce(
        sum(CASE WHEN a.is_dateless IS NOT NULL AND a.unit_price IS NULL THEN 1 ELSE 0 END), 0
    )::BIGINT AS priceless_lines,
    coalesce(sum(CASE WHEN a.amount < 0 THEN 1 ELSE 0 END), 0)::BIGINT AS negative_lines,
    coalesce(sum(CASE WHEN abs(a.amount - a.unit_price * a.qty) > 0.01 THEN 1 ELSE 0 END), 0)::BIGINT
        AS mismatched_lines
FROM catalogue AS c
LEFT JOIN asked AS a ON true
-- one row
