WITH named AS (
  SELECT
    location,
    COUNT(*) AS orders
  FROM orders
  WHERE
    NOT location IS NULL
  GROUP BY
    location
), held AS (
  SELECT
    location,
    COUNT(DISTINCT shop_id || ' ' || sku) AS skus
  FROM stock_now
  GROUP BY
    location
)
SELECT
  h.location,
  h.skus,
  COALESCE(n.orders, 0) AS orders
FROM held AS h
LEFT JOIN named AS n
  ON h.location = n.location
ORDER BY
  h.location NULLS LAST
