SELECT
  COALESCE(SUM(net_sales), 0) AS net_sales,
  CAST(COALESCE(SUM(orders), 0) AS BIGINT) AS orders,
  COALESCE(SUM(units), 0) AS units
FROM sales_ledger
WHERE
  at_local IS NULL
