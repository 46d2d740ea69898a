SELECT
  shop_id,
  order_id,
  location,
  sku,
  ordered_local,
  CAST(ordered_local AS DATE) AS day,
  qty AS units,
  sales
FROM line_sales
WHERE
  wanted AND NOT ordered_local IS NULL
