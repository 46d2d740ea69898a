-- What an item costs: the catalogue's price of a SKU, else the median price it was sold at.
-- reads: numbered_goods, order_lines
-- may read: products, stock_now
-- $by VARCHAR: sku, product or category
WITH
listed AS (
    SELECT
        shop_id,
        sku,
        max(price)::DECIMAL(28, 8) AS price
    FROM products
    WHERE price > 0 AND $by = 'sku'
    GROUP BY shop_id, sku
),
sold AS (
    SELECT
        l.shop_id,
        g.product,
        CASE $by WHEN 'sku' THEN g.sku WHEN 'product' THEN g.product ELSE g.category END AS item,
        CASE WHEN l.unit_price > 0 THEN l.unit_price::DOUBLE END AS unit_price
    FROM order_lines AS l
    INNER JOIN numbered_goods AS g ON coalesce(l.sku, l.title) = g.sku
    LEFT JOIN listed AS p ON l.shop_id = p.shop_id AND l.sku = p.sku
    WHERE l.kind = 'product' AND p.sku IS NULL
),
prices AS (
    SELECT
        p.shop_id,
        p.sku AS item,
        g.product,
        p.price,
        true AS listed
    FROM listed AS p
    INNER JOIN numbered_goods AS g ON p.sku = g.sku
    UNION ALL
    SELECT
        shop_id,
        item,
        max(product) AS product,
        median(unit_price::DOUBLE)::DECIMAL(28, 8) AS price,
        false AS listed
    FROM sold
    WHERE item IS NOT NULL
    GROUP BY shop_id, item
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
    p.shop_id AS shop,
    p.item,
    p.product,
    p.price,
    p.listed,
    CASE WHEN $by = 'sku' THEN s.available END AS available
FROM prices AS p
LEFT JOIN stock AS s ON p.shop_id = s.shop_id AND p.item = s.sku
WHERE p.price IS NOT NULL
ORDER BY p.shop_id, p.item
