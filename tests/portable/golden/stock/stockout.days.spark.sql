SELECT
  CAST(ordered_local AS DATE) AS day,
  SUM(kept) AS net_sales,
  CAST(SUM(CASE WHEN product_lines > 0 THEN 1 ELSE 0 END) AS BIGINT) AS orders,
  SUM(units) AS units,
  CAST(SUM(
    CASE
      WHEN product_lines > 0
      AND ordered_local > CAST(CAST(ordered_local AS DATE) AS TIMESTAMP_NTZ) + INTERVAL '1' SECOND * :clock
      THEN 1
      ELSE 0
    END
  ) AS BIGINT) AS late,
  MAX(CASE WHEN product_lines > 0 THEN ordered_local END) AS last_order
FROM order_value
WHERE
  ordered_local < :end_at
GROUP BY
  CAST(ordered_local AS DATE)
HAVING
  SUM(CASE WHEN product_lines > 0 THEN 1 ELSE 0 END) > 0
ORDER BY
  day NULLS LAST
