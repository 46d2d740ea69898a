-- What the SKUs of sets are called, cost and sell for, and how many there are.
-- reads: orders, order_lines, order_value
-- may read: products, stock_now
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) on the store's clock
-- $undated BOOLEAN: whether what has no date belongs to it (only in --period all)
-- $least BIGINT: SKUs in fewer orders are in no set

-- name: shops
-- The orders of each shop with a product, and which part of their prices is no tax.
SELECT
    shop_id AS shop,
    count(*) AS orders,
    avg(keep::DOUBLE) AS keep
FROM order_value
WHERE
    product_lines > 0
    AND (
        (ordered_local >= $start_at AND ordered_local < $end_at)
        OR ($undated AND ordered_local IS NULL)
    )
GROUP BY shop_id
ORDER BY shop_id

-- name: items
-- A SKU's number is its place among all that were sold, as in the statement on sets.
WITH
asked AS (
    SELECT
        shop_id,
        order_id
    FROM orders
    WHERE
        (
            coalesce(processed_local, created_local) >= $start_at
            AND coalesce(processed_local, created_local) < $end_at
        )
        OR ($undated AND coalesce(processed_local, created_local) IS NULL)
),
sold AS (
    SELECT
        a.shop_id,
        coalesce(l.sku, l.title) AS sku,
        l.title,
        CASE WHEN l.unit_price > 0 THEN l.unit_price::DOUBLE END AS price,
        l.unit_cost::DOUBLE AS unit_cost
    FROM order_lines AS l
    INNER JOIN asked AS a ON l.shop_id = a.shop_id AND l.order_id = a.order_id
    WHERE l.kind = 'product' AND coalesce(l.sku, l.title) IS NOT NULL
),
summed AS (
    SELECT
        shop_id,
        sku,
        max(title) AS title,
        median(price::DOUBLE)::DECIMAL(28, 8) AS price,
        median(unit_cost::DOUBLE)::DECIMAL(28, 8) AS unit_cost,
        count(*) AS lines
    FROM sold
    GROUP BY shop_id, sku
),
numbered AS (
    SELECT
        *,
        row_number() OVER (ORDER BY shop_id, sku) AS item
    FROM summed
),
listed AS (
    SELECT
        shop_id,
        sku,
        max(title) AS title,
        max(price) AS price,
        max(unit_cost) AS unit_cost,
        max(CASE WHEN status = 'archived' THEN 0 ELSE 1 END) AS is_sold
    FROM products
    GROUP BY shop_id, sku
),
stock AS (
    SELECT
        shop_id,
        sku,
        sum(available) AS available
    FROM stock_now
    GROUP BY shop_id, sku
)
SELECT
    n.item,
    n.shop_id AS shop,
    n.sku,
    coalesce(p.title, n.title, n.sku) AS product,
    coalesce(p.price::DECIMAL(28, 8), n.price::DECIMAL(28, 8)) AS price,
    p.price IS NOT NULL AS listed,
    coalesce(p.unit_cost::DECIMAL(28, 8), n.unit_cost::DECIMAL(28, 8)) AS unit_cost,
    s.available,
    coalesce(p.is_sold, 1) = 1 AS is_sold
FROM numbered AS n
LEFT JOIN listed AS p ON n.shop_id = p.shop_id AND n.sku = p.sku
LEFT JOIN stock AS s ON n.shop_id = s.shop_id AND n.sku = s.sku
WHERE n.lines >= $least
ORDER BY n.item
