SELECT
  shop_id,
  customer,
  MIN(ordered_local) AS first_local
FROM order_customers
GROUP BY
  shop_id,
  customer
