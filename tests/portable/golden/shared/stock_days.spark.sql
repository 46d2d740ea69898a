WITH ends AS (
  SELECT
    shop_id,
    sku,
    location,
    day,
    COALESCE(available, on_hand) AS stock
  FROM stock_history
  WHERE
    NOT COALESCE(available, on_hand) IS NULL
), begun AS (
  SELECT
    MIN(day) AS first_day
  FROM ends
), told AS (
  SELECT
    shop_id,
    sku,
    location,
    day,
    stock,
    0 AS units,
    0 AS sales
  FROM ends
  UNION ALL
  SELECT
    d.shop_id,
    d.sku,
    d.location,
    d.day,
    NULL AS stock,
    d.units,
    d.sales
  FROM demand AS d
  INNER JOIN begun AS b
    ON d.ordered_local >= b.first_day
), every AS (
  SELECT
    t.shop_id,
    t.sku,
    CAST(NULL AS STRING) AS location,
    t.day,
    SUM(t.stock) AS stock,
    SUM(t.units) AS units,
    SUM(t.sales) AS sales
  FROM told AS t
  GROUP BY
    t.shop_id,
    t.sku,
    t.day
  HAVING
    COUNT(t.stock) > 0
  UNION ALL
  SELECT
    t.shop_id,
    t.sku,
    t.location,
    t.day,
    SUM(t.stock) AS stock,
    SUM(t.units) AS units,
    SUM(t.sales) AS sales
  FROM told AS t
  WHERE
    NOT t.location IS NULL
  GROUP BY
    t.shop_id,
    t.sku,
    t.location,
    t.day
  HAVING
    COUNT(t.stock) > 0
)
SELECT
  shop_id,
  sku,
  location,
  day,
  stock,
  units,
  sales,
  stock > 0 OR units > 0 AS in_stock
FROM every
