SELECT
  shop_id AS shop,
  sku,
  location,
  SUM(on_hand) AS on_hand,
  SUM(available) AS available,
  SUM(incoming) AS incoming
FROM stock_now
WHERE
  :everywhere OR location = :location
GROUP BY
  shop_id,
  sku,
  location
ORDER BY
  shop_id NULLS LAST,
  sku NULLS LAST,
  location NULLS LAST
