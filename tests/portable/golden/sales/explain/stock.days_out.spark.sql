SELECT
  shop_id AS shop,
  sku,
  COUNT(*) AS days,
  CAST(SUM(CASE WHEN in_stock THEN 0 ELSE 1 END) AS BIGINT) AS days_out
FROM stock_days
WHERE
  location IS NULL AND day >= :first_day AND day <= :last_day
GROUP BY
  shop_id,
  sku
HAVING
  SUM(CASE WHEN in_stock THEN 0 ELSE 1 END) > 0
ORDER BY
  shop_id NULLS LAST,
  sku NULLS LAST
