SELECT
  shop_id,
  order_id,
  COALESCE(processed_local, created_local) AS ordered_local,
  CAST(ROW_NUMBER() OVER (ORDER BY shop_id NULLS LAST, order_id NULLS LAST) AS INT) AS number
FROM orders
