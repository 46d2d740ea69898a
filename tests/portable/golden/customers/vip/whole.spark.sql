WITH sums AS (
  SELECT
    shop_id,
    customer,
    SUM(orders) AS orders,
    SUM(net_sales) AS net_sales,
    MAX(order_value) >= :order_over AS is_large
  FROM customer_moves
  WHERE
    at_local >= :year_at AND at_local < :at
  GROUP BY
    shop_id,
    customer
)
SELECT
  CAST(COALESCE(SUM(CASE WHEN orders > 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS customers,
  CAST(COALESCE(SUM(orders), 0) AS BIGINT) AS orders,
  COALESCE(SUM(net_sales), 0) AS net_sales,
  COALESCE(MAX(net_sales), 0) AS largest,
  CAST(COALESCE(SUM(CASE WHEN is_large AND orders > 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS large_customers,
  CAST(COALESCE(SUM(CASE WHEN is_large THEN orders ELSE 0 END), 0) AS BIGINT) AS large_orders,
  COALESCE(SUM(CASE WHEN is_large THEN net_sales ELSE 0 END), 0) AS large_net_sales
FROM sums
