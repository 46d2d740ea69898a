SELECT
  MAX(title) AS title,
  MAX(price) AS price
FROM products
WHERE
  shop_id = :shop AND sku = :sku
