WITH needless AS (
  SELECT
    shop_id,
    sku
  FROM products
  GROUP BY
    shop_id,
    sku
  HAVING
    MAX(CASE WHEN is_gift_card OR NOT requires_shipping OR oversell THEN 1 ELSE 0 END) = 1
    OR MIN(CASE WHEN status IN ('archived', 'draft') THEN 1 ELSE 0 END) = 1
), sold_out AS (
  SELECT
    shop_id,
    sku
  FROM stock_now
  GROUP BY
    shop_id,
    sku
  HAVING
    SUM(available) <= 0
), asked AS (
  SELECT
    shop_id,
    sku,
    day
  FROM days_in_stock
  WHERE
    NOT in_stock
  UNION ALL
  SELECT
    d.shop_id,
    d.sku,
    d.day
  FROM days_in_stock AS d
  INNER JOIN sold_out AS s
    ON d.shop_id = s.shop_id AND d.sku = s.sku
), short AS (
  SELECT
    shop_id,
    sku,
    MAX(day) AS final_day
  FROM asked
  GROUP BY
    shop_id,
    sku
), history AS (
  SELECT
    d.shop_id,
    d.sku,
    d.day,
    d.in_stock,
    s.final_day,
    COUNT(CASE WHEN d.in_stock THEN 1 END) OVER (
      PARTITION BY d.shop_id, d.sku
      ORDER BY d.day NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS seen,
    SUM(CASE WHEN d.in_stock THEN d.units ELSE 0 END) OVER (
      PARTITION BY d.shop_id, d.sku
      ORDER BY d.day NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS units,
    SUM(CASE WHEN d.in_stock THEN d.sales ELSE 0 END) OVER (
      PARTITION BY d.shop_id, d.sku
      ORDER BY d.day NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS sales
  FROM days_in_stock AS d
  INNER JOIN short AS s
    ON d.shop_id = s.shop_id AND d.sku = s.sku AND d.day <= s.final_day
), paces AS (
  SELECT
    h.shop_id,
    h.sku,
    h.day,
    h.in_stock,
    h.final_day,
    p.day AS last_day,
    LEAST(h.seen, 28) AS days,
    h.units - COALESCE(b.units, 0) AS units,
    h.sales - COALESCE(b.sales, 0) AS sales
  FROM history AS h
  INNER JOIN history AS p
    ON h.shop_id = p.shop_id AND h.sku = p.sku AND h.seen = p.seen AND p.in_stock
  LEFT JOIN history AS b
    ON h.shop_id = b.shop_id AND h.sku = b.sku AND h.seen - 28 = b.seen AND b.in_stock
  WHERE
    NOT h.in_stock OR h.day = h.final_day
), bought AS (
  SELECT
    d.shop_id,
    d.sku,
    d.day,
    d.units,
    d.sales
  FROM demand AS d
  INNER JOIN sold_out AS s
    ON d.shop_id = s.shop_id AND d.sku = s.sku
), last_sales AS (
  SELECT
    shop_id,
    sku,
    MAX(day) AS last_day
  FROM bought
  GROUP BY
    shop_id,
    sku
), stretches AS (
  SELECT
    shop_id,
    sku,
    day AS from_day,
    CAST((
      day + INTERVAL '1' DAY
    ) AS DATE) AS to_day,
    last_day,
    days,
    units,
    sales,
    'stock history' AS basis
  FROM paces
  WHERE
    NOT in_stock AND DATEDIFF(day, last_day) <= 90
  UNION ALL
  SELECT
    s.shop_id,
    s.sku,
    CAST((
      GREATEST(p.day, COALESCE(l.last_day, p.day)) + INTERVAL '1' DAY
    ) AS DATE) AS from_day,
    CAST((
      p.last_day + INTERVAL '91' DAY
    ) AS DATE) AS to_day,
    p.last_day,
    p.days,
    p.units,
    p.sales,
    'stock history' AS basis
  FROM sold_out AS s
  INNER JOIN paces AS p
    ON s.shop_id = p.shop_id AND s.sku = p.sku AND p.day = p.final_day
  LEFT JOIN last_sales AS l
    ON s.shop_id = l.shop_id AND s.sku = l.sku
  UNION ALL
  SELECT
    l.shop_id,
    l.sku,
    CAST((
      l.last_day + INTERVAL '1' DAY
    ) AS DATE) AS from_day,
    CAST((
      l.last_day + INTERVAL '91' DAY
    ) AS DATE) AS to_day,
    l.last_day,
    28 AS days,
    SUM(b.units) AS units,
    SUM(b.sales) AS sales,
    'last sale' AS basis
  FROM last_sales AS l
  INNER JOIN bought AS b
    ON l.shop_id = b.shop_id AND l.sku = b.sku
  LEFT JOIN short AS k
    ON l.shop_id = k.shop_id AND l.sku = k.sku
  WHERE
    k.sku IS NULL AND b.day > CAST((
      l.last_day - INTERVAL '28' DAY
    ) AS DATE)
  GROUP BY
    l.shop_id,
    l.sku,
    l.last_day
)
SELECT
  e.shop_id,
  e.sku,
  e.from_day,
  e.to_day,
  e.last_day,
  CAST(CAST(ROUND(
    (
      CAST(e.units AS DOUBLE) / NULLIF(CAST(e.days AS DOUBLE), CAST(0.0 AS DOUBLE))
    ) * CAST('1E8' AS DOUBLE)
  ) AS DECIMAL(28, 0)) * CAST('0.00000001' AS DECIMAL(8, 8)) AS DECIMAL(28, 8)) AS lost_units,
  CAST(CAST(ROUND(
    (
      CAST(e.sales AS DOUBLE) / NULLIF(CAST(e.days AS DOUBLE), CAST(0.0 AS DOUBLE))
    ) * CAST('1E8' AS DOUBLE)
  ) AS DECIMAL(28, 0)) * CAST('0.00000001' AS DECIMAL(8, 8)) AS DECIMAL(28, 8)) AS lost_sales,
  e.basis
FROM stretches AS e
LEFT JOIN needless AS n
  ON e.shop_id = n.shop_id AND e.sku = n.sku
WHERE
  n.sku IS NULL AND e.from_day < e.to_day
