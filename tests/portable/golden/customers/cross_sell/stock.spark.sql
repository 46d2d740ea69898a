SELECT
  shop_id AS shop,
  sku AS item,
  SUM(available) AS available
FROM stock_now
WHERE
  NOT sku IS NULL
GROUP BY
  shop_id,
  sku
ORDER BY
  shop_id NULLS LAST,
  sku NULLS LAST
