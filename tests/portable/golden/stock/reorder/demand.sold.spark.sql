WITH seen AS (
  SELECT
    shop_id,
    sku,
    day
  FROM demand
  WHERE
    ordered_local < :today
  UNION ALL
  SELECT
    shop_id,
    sku,
    day
  FROM days_in_stock
  WHERE
    in_stock AND day < :today AND day >= :begin
), known AS (
  SELECT
    shop_id,
    sku,
    MIN(day) AS first_day,
    CAST(LEAST(FLOOR(CAST(DATEDIFF(:today, MIN(day)) AS DOUBLE) / 7), 26) AS BIGINT) AS weeks
  FROM seen
  GROUP BY
    shop_id,
    sku
), out_days AS (
  SELECT
    h.shop_id,
    h.sku,
    h.day,
    CAST(FLOOR(CAST(DATEDIFF(:today, h.day) - 1 AS DOUBLE) / 7) AS BIGINT) AS week
  FROM days_in_stock AS h
  INNER JOIN known AS k
    ON h.shop_id = k.shop_id AND h.sku = k.sku
  WHERE
    NOT h.in_stock AND h.day >= k.first_day AND h.day >= :far AND h.day < :today
), out_recent AS (
  SELECT
    shop_id,
    sku,
    COUNT(*) AS days
  FROM out_days
  WHERE
    day >= :recent
  GROUP BY
    shop_id,
    sku
), out_whole AS (
  SELECT
    shop_id,
    sku,
    week
  FROM out_days
  GROUP BY
    shop_id,
    sku,
    week
  HAVING
    COUNT(*) = 7
), out_weeks AS (
  SELECT
    o.shop_id,
    o.sku,
    COUNT(*) AS weeks
  FROM out_whole AS o
  INNER JOIN known AS k
    ON o.shop_id = k.shop_id AND o.sku = k.sku
  WHERE
    o.week < k.weeks
  GROUP BY
    o.shop_id,
    o.sku
), daily AS (
  SELECT
    shop_id,
    sku,
    day,
    SUM(units) AS units,
    SUM(sales) AS sales
  FROM demand
  WHERE
    ordered_local >= :recent AND ordered_local < :today
  GROUP BY
    shop_id,
    sku,
    day
), recent AS (
  SELECT
    shop_id,
    sku,
    SUM(units) AS units,
    SUM(CAST(units AS DOUBLE) * CAST(units AS DOUBLE)) AS squares,
    MAX(units) AS most,
    SUM(sales) AS sales,
    SUM(CASE WHEN day >= :month THEN sales ELSE 0 END) AS month_sales
  FROM daily
  GROUP BY
    shop_id,
    sku
), by_week AS (
  SELECT
    shop_id,
    sku,
    CAST(FLOOR(CAST(DATEDIFF(:today, day) - 1 AS DOUBLE) / 7) AS BIGINT) AS week,
    SUM(units) AS units
  FROM demand
  WHERE
    ordered_local >= :far AND ordered_local < :today
  GROUP BY
    shop_id,
    sku,
    CAST(FLOOR(CAST(DATEDIFF(:today, day) - 1 AS DOUBLE) / 7) AS BIGINT)
), weekly AS (
  SELECT
    w.shop_id,
    w.sku,
    COUNT(*) AS weeks,
    SUM(w.units) AS units,
    SUM(CAST(w.units AS DOUBLE) * CAST(w.units AS DOUBLE)) AS squares
  FROM by_week AS w
  INNER JOIN known AS k
    ON w.shop_id = k.shop_id AND w.sku = k.sku
  WHERE
    w.week < k.weeks AND w.units > 0
  GROUP BY
    w.shop_id,
    w.sku
)
SELECT
  r.shop_id AS shop,
  r.sku,
  k.first_day,
  COALESCE(o.days, 0) AS days_out,
  r.units,
  r.squares,
  r.most,
  r.sales,
  k.weeks - COALESCE(x.weeks, 0) AS weeks,
  COALESCE(w.weeks, 0) AS weeks_sold,
  COALESCE(w.units, 0) AS week_units,
  COALESCE(w.squares, CAST(0.0 AS DOUBLE)) AS week_squares
FROM recent AS r
INNER JOIN known AS k
  ON r.shop_id = k.shop_id AND r.sku = k.sku
LEFT JOIN out_recent AS o
  ON r.shop_id = o.shop_id AND r.sku = o.sku
LEFT JOIN out_weeks AS x
  ON r.shop_id = x.shop_id AND r.sku = x.sku
LEFT JOIN weekly AS w
  ON r.shop_id = w.shop_id AND r.sku = w.sku
WHERE
  r.units > 0
ORDER BY
  r.month_sales DESC,
  r.sku NULLS LAST,
  r.shop_id NULLS LAST
