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
  d.day,
  CAST(SUM(d.units) AS DOUBLE) AS units
FROM demand AS d
INNER JOIN chosen AS c
  ON d.shop_id = c.shop_id AND d.sku = c.sku
WHERE
  d.day < :end_day
GROUP BY
  d.shop_id,
  d.sku,
  d.day
ORDER BY
  d.shop_id NULLS LAST,
  d.sku NULLS LAST,
  d.day NULLS LAST
