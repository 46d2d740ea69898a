WITH entries AS (
  SELECT
    day,
    at_local,
    net_sales,
    orders,
    at_local < CAST(day AS TIMESTAMP_NTZ) + INTERVAL '1' SECOND * :clock AS before,
    at_local > CAST(day AS TIMESTAMP_NTZ) + INTERVAL '1' SECOND * :silent AS after_silence
  FROM sales_ledger
  WHERE
    at_local >= :start_at AND at_local < :end_at
)
SELECT
  day,
  SUM(net_sales) AS net_sales,
  SUM(CASE WHEN before THEN net_sales ELSE 0 END) AS so_far,
  CAST(SUM(orders) AS BIGINT) AS orders,
  CAST(SUM(CASE WHEN before THEN orders ELSE 0 END) AS BIGINT) AS orders_so_far,
  CAST(SUM(CASE WHEN before AND after_silence THEN orders ELSE 0 END) AS BIGINT) AS orders_in_silence,
  CAST(SUM(CASE WHEN at_local > CAST(day AS TIMESTAMP_NTZ) THEN orders ELSE 0 END) AS BIGINT) AS timed
FROM entries
GROUP BY
  day
ORDER BY
  day NULLS LAST
