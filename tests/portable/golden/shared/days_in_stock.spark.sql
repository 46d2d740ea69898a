SELECT
  shop_id,
  sku,
  day,
  stock,
  units,
  sales,
  in_stock
FROM stock_days
WHERE
  location IS NULL
