WITH named AS (
  SELECT
    shop_id,
    sku,
    MAX(title) AS title,
    MAX(type) AS category
  FROM products
  GROUP BY
    shop_id,
    sku
)
SELECT
  l.shop_id,
  l.order_id,
  COALESCE(l.sku, l.title) AS sku,
  COALESCE(n.title, l.title, l.sku) AS product,
  COALESCE(l.category, n.category) AS category,
  COALESCE(n.title, l.title) AS title,
  l.qty,
  l.amount
FROM order_lines AS l
LEFT JOIN named AS n
  ON l.shop_id = n.shop_id AND l.sku = n.sku
WHERE
  l.kind = 'product'
