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
  SELECT DISTINCT
    location
  FROM stock_now
)
SELECT
  h.location,
  COALESCE(n.orders, 0) AS orders
FROM held AS h
LEFT JOIN named AS n
  ON h.location = n.location
ORDER BY
  h.location NULLS LAST
