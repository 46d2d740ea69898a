-- Every SKU among the product lines of orders, with a number, and what it is called.
-- reads: order_lines
-- may read: products
WITH
sold AS (
    SELECT
        coalesce(sku, title) AS sku,
        max(coalesce(title, sku)) AS title,
        max(category) AS category
    FROM order_lines
    WHERE kind = 'product' AND coalesce(sku, title) IS NOT NULL
    GROUP BY coalesce(sku, title)
),
listed AS (
    SELECT
        sku,
        max(title) AS title,
        max(type) AS category
    FROM products
    GROUP BY sku
)
SELECT
    s.sku,
    coalesce(p.title, s.title) AS product,
    coalesce(s.category, p.category) AS category,
    row_number() OVER (ORDER BY s.sku)::INTEGER AS good
FROM sold AS s
LEFT JOIN listed AS p ON s.sku = p.sku
