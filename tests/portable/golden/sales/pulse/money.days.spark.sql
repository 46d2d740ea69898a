SELECT
  day,
  CAST(SUM(orders) AS BIGINT) AS orders,
  SUM(units) AS units,
  SUM(gross_sales) AS gross_sales,
  SUM(discounts) AS discounts,
  SUM(returns) AS returns,
  SUM(net_sales) AS net_sales
FROM sales_ledger
WHERE
  at_local >= :start_at AND at_local < :end_at
GROUP BY
  day
ORDER BY
  day NULLS LAST
