WITH chosen AS (
  SELECT DISTINCT
    shop_id,
    sku
  FROM stock_now
  WHERE
    CONTAINS(:skus, '|' || sku || '|')
)
SELECT
  d.shop_id AS shop,
  d.sku,
  d.day
FROM days_in_stock AS d
INNER JOIN chosen AS c
  ON d.shop_id = c.shop_id AND d.sku = c.sku
WHERE
  NOT d.in_stock AND d.day < :end_day
ORDER BY
  d.shop_id NULLS LAST,
  d.sku NULLS LAST,
  d.day NULLS LAST
