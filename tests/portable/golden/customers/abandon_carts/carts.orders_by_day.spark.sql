SELECT
  CAST(v.ordered_local AS DATE) AS day,
  COUNT(*) AS orders
FROM order_value AS v
WHERE
  v.product_lines > 0 AND v.ordered_local >= :start_at AND v.ordered_local < :end_at
GROUP BY
  CAST(v.ordered_local AS DATE)
ORDER BY
  CAST(v.ordered_local AS DATE) NULLS LAST
