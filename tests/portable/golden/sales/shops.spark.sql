SELECT DISTINCT
  shop_id AS shop
FROM orders
ORDER BY
  shop_id NULLS LAST
