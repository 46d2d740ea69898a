SELECT
  COUNT(*) AS orders,
  COALESCE(SUM(kept), 0) AS order_value,
  PERCENTILE(CAST(kept AS DOUBLE), 0.25) AS q1,
  PERCENTILE(CAST(kept AS DOUBLE), 0.5) AS median,
  PERCENTILE(CAST(kept AS DOUBLE), 0.75) AS q3
FROM order_value
WHERE
  product_lines > 0
  AND (
    (
      ordered_local >= :start_at AND ordered_local < :end_at
    )
    OR (
      :undated AND ordered_local IS NULL
    )
  )
