SELECT
  day,
  SUM(net_sales) AS net_sales,
  CAST(SUM(orders) AS BIGINT) AS orders,
  SUM(units) AS units,
  CAST(SUM(
    CASE
      WHEN at_local > CAST(day AS TIMESTAMP_NTZ) + INTERVAL '1' SECOND * :clock
      THEN orders
      ELSE 0
    END
  ) AS BIGINT) AS late,
  MAX(CASE WHEN orders > 0 THEN at_local END) AS last_order
FROM sales_ledger AS s
WHERE
  at_local < :end_at
GROUP BY
  day
HAVING
  SUM(s.orders) <> 0 OR SUM(s.units) <> 0 OR SUM(s.net_sales) <> 0
ORDER BY
  day NULLS LAST
