-- What the SKUs of sets are called, cost and sell for, and how many there are.
-- reads: numbered_orders, numbered_skus, order_lines, order_value
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
WITH
sold AS (
    SELECT
        n.shop_id,
        n.sku,
        n.item,
        l.title,
        CASE WHEN l.unit_price > 0 THEN l.unit_price::DOUBLE END AS price,
        l.unit_cost::DOUBLE AS unit_cost
    FROM order_lines AS l
    INNER JOIN numbered_orders AS o ON l.shop_id = o.shop_id AND l.order_id = o.order_id
    INNER JOIN numbered_skus AS n ON l.shop_id = n.shop_id AND coalesce(l.sku, l.title) = n.sku
    WHERE
        l.kind = 'product'
        AND (
            (o.ordered_local >= $start_at AND o.ordered_local < $end_at)
            OR ($undated AND o.ordered_local IS NULL)
        )
),
summed AS (
    SELECT
        shop_id,
        sku,
        item,
        max(title) AS title,
        median(price::DOUBLE)::DECIMAL(28, 8) AS price,
        median(unit_cost::DOUBLE)::DECIMAL(28, 8) AS unit_cost
    FROM sold
    GROUP BY shop_id, sku, item
    HAVING count(*) >= $least
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
FROM summed AS n
LEFT JOIN listed AS p ON n.shop_id = p.shop_id AND n.sku = p.sku
LEFT JOIN stock AS s ON n.shop_id = s.shop_id AND n.sku = s.sku
ORDER BY n.item
