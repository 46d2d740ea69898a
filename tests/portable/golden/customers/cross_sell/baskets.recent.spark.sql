SELECT
  number
FROM numbered_orders
WHERE
  ordered_local >= :recent_from AND ordered_local < :recent_to
ORDER BY
  number NULLS LAST
