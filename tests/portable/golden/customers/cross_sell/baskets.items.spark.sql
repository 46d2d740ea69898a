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
), sold AS (
  SELECT
    l.shop_id,
    l.qty,
    l.amount,
    COALESCE(n.title, l.title) AS title,
    CASE :by
      WHEN 'category'
      THEN COALESCE(l.category, n.category)
      WHEN 'product'
      THEN COALESCE(n.title, l.title, l.sku)
      ELSE COALESCE(l.sku, l.title)
    END AS item
  FROM order_lines AS l
  LEFT JOIN named AS n
    ON l.shop_id = n.shop_id AND l.sku = n.sku
  WHERE
    l.kind = 'product'
), items AS (
  SELECT
    shop_id,
    item,
    MAX(title) AS title,
    CAST(SUM(CASE WHEN amount <> 0 THEN amount ELSE 0 END) AS DOUBLE) / NULLIF(
      CAST(SUM(CASE WHEN amount <> 0 THEN qty ELSE 0 END) AS DOUBLE),
      CAST(0.0 AS DOUBLE)
    ) AS price,
    COUNT(*) AS lines
  FROM sold
  WHERE
    NOT item IS NULL
  GROUP BY
    shop_id,
    item
), numbered AS (
  SELECT
    *,
    ROW_NUMBER() OVER (ORDER BY shop_id NULLS LAST, item NULLS LAST) AS number
  FROM items
)
SELECT
  number,
  shop_id AS shop,
  item,
  CASE WHEN :by = 'sku' AND title <> item THEN title END AS title,
  CAST(price AS DECIMAL(28, 8)) AS price
FROM numbered
WHERE
  lines >= :least
ORDER BY
  number NULLS LAST
