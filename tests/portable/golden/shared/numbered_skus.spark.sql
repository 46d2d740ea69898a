WITH sold AS (
  SELECT
    shop_id,
    COALESCE(sku, title) AS name
  FROM order_lines
  WHERE
    kind = 'product' AND NOT COALESCE(sku, title) IS NULL
)
SELECT
  shop_id,
  name AS sku,
  CAST(ROW_NUMBER() OVER (ORDER BY shop_id NULLS LAST, name NULLS LAST) AS INT) AS item
FROM sold
GROUP BY
  shop_id,
  name
