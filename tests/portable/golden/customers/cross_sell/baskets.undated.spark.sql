SELECT
  COUNT(*) AS orders
FROM numbered_orders
WHERE
  ordered_local IS NULL
