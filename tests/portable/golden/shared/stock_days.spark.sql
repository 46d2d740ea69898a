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
), stock AS (
  SELECT
    shop_id,
    sku,
    CAST(NULL AS STRING) AS location,
    day,
    SUM(stock) AS stock
  FROM ends
  GROUP BY
    shop_id,
    sku,
    day
  UNION ALL
  SELECT
    shop_id,
    sku,
    location,
    day,
    SUM(stock) AS stock
  FROM ends
  WHERE
    NOT location IS NULL
  GROUP BY
    shop_id,
    sku,
    location,
    day
), begun AS (
  SELECT
    MIN(day) AS first_day
  FROM ends
), wanted AS (
  SELECT
    d.shop_id,
    d.sku,
    d.location,
    d.day,
    SUM(d.units) AS units,
    SUM(d.sales) AS sales
  FROM demand AS d
  INNER JOIN begun AS b
    ON d.day >= b.first_day
  GROUP BY
    d.shop_id,
    d.sku,
    d.location,
    d.day
), sold AS (
  SELECT
    shop_id,
    sku,
    CAST(NULL AS STRING) AS location,
    day,
    SUM(units) AS units,
    SUM(sales) AS sales
  FROM wanted
  GROUP BY
    shop_id,
    sku,
    day
  UNION ALL
  SELECT
    shop_id,
    sku,
    location,
    day,
    units,
    sales
  FROM wanted
  WHERE
    NOT location IS NULL
)
SELECT
  s.shop_id,
  s.sku,
  s.location,
  s.day,
  s.stock,
  COALESCE(u.units, 0) AS units,
  COALESCE(u.sales, 0) AS sales,
  s.stock > 0 OR COALESCE(u.units, 0) > 0 AS in_stock
FROM stock AS s
LEFT JOIN sold AS u
  ON s.shop_id = u.shop_id
  AND s.sku = u.sku
  AND s.day = u.day
  AND COALESCE(s.location, '') = COALESCE(u.location, '')
