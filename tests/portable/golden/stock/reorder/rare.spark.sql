WITH daily AS (
  SELECT
    shop_id,
    sku,
    day,
    SUM(units) AS units
  FROM demand
  WHERE
    day >= :far AND day < :today
  GROUP BY
    shop_id,
    sku,
    day
), by_week AS (
  SELECT
    shop_id,
    sku,
    CAST(FLOOR(CAST(DATEDIFF(:today, day) - 1 AS DOUBLE) / 7) AS BIGINT) AS week
  FROM daily
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
    shop_id,
    sku,
    day,
    units,
    TRUE AS in_stock
  FROM daily
  UNION ALL
  SELECT
    shop_id,
    sku,
    day,
    0 AS units,
    in_stock
  FROM days_in_stock
  WHERE
    NOT in_stock AND day >= :far AND day < :today
)
SELECT
  t.shop_id AS shop,
  t.sku,
  t.day,
  t.units,
  t.in_stock
FROM told AS t
INNER JOIN rare AS r
  ON t.shop_id = r.shop_id AND t.sku = r.sku
ORDER BY
  t.shop_id NULLS LAST,
  t.sku NULLS LAST,
  t.day NULLS LAST
