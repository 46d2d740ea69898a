WITH goods AS (
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
), history AS (
  SELECT
    shop_id,
    sku,
    day,
    sales,
    in_stock,
    SUM(CASE WHEN in_stock THEN 1 ELSE 0 END) OVER (
      PARTITION BY shop_id, sku
      ORDER BY day NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS seen
  FROM days_in_stock
), paces AS (
  SELECT
    shop_id,
    sku,
    seen,
    day AS last_day,
    SUM(sales) OVER (
      PARTITION BY shop_id, sku
      ORDER BY day NULLS LAST
      ROWS BETWEEN 27 PRECEDING AND CURRENT ROW
    ) AS sales,
    COUNT(*) OVER (
      PARTITION BY shop_id, sku
      ORDER BY day NULLS LAST
      ROWS BETWEEN 27 PRECEDING AND CURRENT ROW
    ) AS days
  FROM history
  WHERE
    in_stock
), lost AS (
  SELECT
    h.day,
    SUM(CAST(p.sales AS DOUBLE) / NULLIF(CAST(p.days AS DOUBLE), CAST(0.0 AS DOUBLE))) AS lost
  FROM history AS h
  INNER JOIN paces AS p
    ON h.shop_id = p.shop_id AND h.sku = p.sku AND h.seen = p.seen
  LEFT JOIN goods AS g
    ON h.shop_id = g.shop_id AND h.sku = g.sku
  WHERE
    NOT h.in_stock AND g.sku IS NULL AND DATEDIFF(h.day, p.last_day) <= 84
  GROUP BY
    h.day
), known AS (
  SELECT DISTINCT
    day
  FROM days_in_stock
), whole AS (
  SELECT
    day,
    SUM(sales) AS sales
  FROM demand
  GROUP BY
    day
)
SELECT
  k.day,
  CAST(COALESCE(w.sales, 0) AS DECIMAL(28, 8)) AS sales,
  CAST(COALESCE(l.lost, CAST(0.0 AS DOUBLE)) AS DECIMAL(28, 8)) AS lost
FROM known AS k
LEFT JOIN whole AS w
  ON k.day = w.day
LEFT JOIN lost AS l
  ON k.day = l.day
ORDER BY
  k.day NULLS LAST
