SELECT
  COUNT(fulfillment_status) AS n
FROM orders
