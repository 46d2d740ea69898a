WITH sold AS (
  SELECT
    COALESCE(sku, title) AS sku,
    MAX(COALESCE(title, sku)) AS title,
    MAX(category) AS category
  FROM order_lines
  WHERE
    kind = 'product' AND NOT COALESCE(sku, title) IS NULL
  GROUP BY
    COALESCE(sku, title)
), listed AS (
  SELECT
    sku,
    MAX(title) AS title,
    MAX(type) AS category
  FROM products
  GROUP BY
    sku
)
SELECT
  s.sku,
  COALESCE(p.title, s.title) AS product,
  COALESCE(s.category, p.category) AS category,
  CAST(ROW_NUMBER() OVER (ORDER BY s.sku NULLS LAST) AS INT) AS good
FROM sold AS s
LEFT JOIN listed AS p
  ON s.sku = p.sku
