SELECT
  COUNT(*) AS n
FROM order_value
WHERE
  ordered_local IS NULL
