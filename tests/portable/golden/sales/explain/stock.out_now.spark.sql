SELECT
  shop_id AS shop,
  sku
FROM stock_now
GROUP BY
  shop_id,
  sku
HAVING
  SUM(available) <= 0
ORDER BY
  shop_id NULLS LAST,
  sku NULLS LAST
