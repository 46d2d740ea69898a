WITH sold AS (
  SELECT
    shop_id,
    title,
    qty,
    amount,
    CASE :by WHEN 'category' THEN category WHEN 'product' THEN product ELSE sku END AS item
  FROM product_lines
), items AS (
  SELECT
    shop_id,
    item,
    MAX(title) AS title,
    CAST(SUM(CASE WHEN amount <> 0 THEN amount ELSE 0 END) AS DOUBLE) / NULLIF(
      CAST(SUM(CASE WHEN amount <> 0 THEN qty ELSE 0 END) AS DOUBLE),
      CAST(0.0 AS DOUBLE)
    ) AS price,
    COUNT(*) AS lines,
    ROW_NUMBER() OVER (ORDER BY shop_id NULLS LAST, item NULLS LAST) AS number
  FROM sold
  WHERE
    NOT item IS NULL
  GROUP BY
    shop_id,
    item
)
SELECT
  number,
  shop_id AS shop,
  item,
  CASE WHEN :by = 'sku' AND title <> item THEN title END AS title,
  CAST(price AS DECIMAL(28, 8)) AS price
FROM items
WHERE
  lines >= :least
ORDER BY
  number NULLS LAST
