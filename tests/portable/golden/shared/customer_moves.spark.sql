WITH moves AS (
  SELECT
    shop_id,
    customer,
    ordered_local AS at_local,
    1 AS orders,
    kept AS order_value,
    kept AS net_sales
  FROM order_customers
  UNION ALL
  SELECT
    shop_id,
    customer,
    ordered_local AS at_local,
    0 AS orders,
    CAST(0 AS DECIMAL(28, 8)) AS order_value,
    -net_sales AS net_sales
  FROM customer_dateless
  UNION ALL
  SELECT
    shop_id,
    customer,
    CAST(NULL AS TIMESTAMP_NTZ) AS at_local,
    0 AS orders,
    CAST(0 AS DECIMAL(28, 8)) AS order_value,
    net_sales
  FROM customer_dateless
  UNION ALL
  SELECT
    shop_id,
    customer,
    booked_local AS at_local,
    0 AS orders,
    CAST(0 AS DECIMAL(28, 8)) AS order_value,
    -returns AS net_sales
  FROM customer_refunds
)
SELECT
  *
FROM moves
WHERE
  NOT customer IS NULL
