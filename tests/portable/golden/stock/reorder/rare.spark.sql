WITH by_week AS (
  SELECT
    shop_id,
    sku,
    CAST(FLOOR(CAST(DATEDIFF(:today, day) - 1 AS DOUBLE) / 7) AS BIGINT) AS week
  FROM demand
  WHERE
    ordered_local >= :far AND ordered_local < :today
  GROUP BY
    shop_id,
    sku,
    CAST(FLOOR(CAST(DATEDIFF(:today, day) - 1 AS DOUBLE) / 7) AS BIGINT)
  HAVING
    SUM(units) > 0
), rare AS (
  SELECT
    shop_id,
    sku
  FROM by_week
  GROUP BY
    shop_id,
    sku
  HAVING
    COUNT(*) * :rare <= 26
), told AS (
  SELECT
    d.shop_id,
    d.sku,
    d.day,
    SUM(d.units) AS units,
    TRUE AS in_stock
  FROM demand AS d
  INNER JOIN rare AS r
    ON d.shop_id = r.shop_id AND d.sku = r.sku
  WHERE
    d.ordered_local >= :far AND d.ordered_local < :today
  GROUP BY
    d.shop_id,
    d.sku,
    d.day
  UNION ALL
  SELECT
    h.shop_id,
    h.sku,
    h.day,
    0 AS units,
    h.in_stock
  FROM days_in_stock AS h
  INNER JOIN rare AS r
    ON h.shop_id = r.shop_id AND h.sku = r.sku
  WHERE
    NOT h.in_stock AND h.day >= :far AND h.day < :today
)
SELECT
  shop_id AS shop,
  sku,
  day,
  units,
  in_stock
FROM told
ORDER BY
  shop_id NULLS LAST,
  sku NULLS LAST,
  day NULLS LAST
