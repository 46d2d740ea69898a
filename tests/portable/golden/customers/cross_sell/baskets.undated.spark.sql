SELECT
  COUNT(*) AS orders
FROM orders
WHERE
  COALESCE(processed_local, created_local) IS NULL
