-- The lines of products, each with the names it may be counted by: SKU, product and category.
-- reads: order_lines
-- may read: products
-- not kept
WITH
named AS (
    SELECT
        shop_id,
        sku,
        max(title) AS title,
        max(type) AS category
    FROM products
    GROUP BY shop_id, sku
)
SELECT
    l.shop_id,
    l.order_id,
    coalesce(l.sku, l.title) AS sku,
    coalesce(n.title, l.title, l.sku) AS product,
    coalesce(l.category, n.category) AS category,
    coalesce(n.title, l.title) AS title,
    l.qty,
    l.amount
FROM order_lines AS l
LEFT JOIN named AS n ON l.shop_id = n.shop_id AND l.sku = n.sku
WHERE l.kind = 'product'
