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
), history AS (
  SELECT
    shop_id,
    sku,
    day,
    units,
    sales,
    in_stock
  FROM days_in_stock
  WHERE
    day >= :back_from AND day < :to_day
), recent AS (
  SELECT
    shop_id,
    sku,
    day,
    units,
    sales,
    ROW_NUMBER() OVER (PARTITION BY shop_id, sku ORDER BY day DESC) AS ago
  FROM history
  WHERE
    in_stock
), known AS (
  SELECT
    shop_id,
    sku,
    COUNT(*) AS days,
    SUM(units) AS units,
    SUM(sales) AS sales,
    MAX(day) AS last_day
  FROM recent
  WHERE
    ago <= 28
  GROUP BY
    shop_id,
    sku
), empty_days AS (
  SELECT
    shop_id,
    sku,
    CAST(SUM(CASE WHEN NOT in_stock AND day >= :from_day THEN 1 ELSE 0 END) AS BIGINT) AS days_out
  FROM history
  GROUP BY
    shop_id,
    sku
), by_history AS (
  SELECT
    k.shop_id,
    k.sku,
    e.days_out,
    k.last_day,
    k.days,
    k.units,
    k.sales,
    'stock history' AS basis
  FROM known AS k
  INNER JOIN empty_days AS e
    ON k.shop_id = e.shop_id AND k.sku = e.sku
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
), out_now AS (
  SELECT
    s.shop_id,
    s.sku,
    MAX(d.day) AS last_day
  FROM sold_out AS s
  INNER JOIN demand AS d
    ON s.shop_id = d.shop_id AND s.sku = d.sku
  LEFT JOIN empty_days AS e
    ON s.shop_id = e.shop_id AND s.sku = e.sku
  WHERE
    e.sku IS NULL
  GROUP BY
    s.shop_id,
    s.sku
), by_last_sale AS (
  SELECT
    o.shop_id,
    o.sku,
    o.last_day,
    SUM(d.units) AS units,
    SUM(d.sales) AS sales
  FROM out_now AS o
  INNER JOIN demand AS d
    ON o.shop_id = d.shop_id AND o.sku = d.sku
  WHERE
    o.last_day >= :back_from
    AND d.day > CAST((
      o.last_day - INTERVAL '28' DAY
    ) AS DATE)
    AND d.day <= o.last_day
  GROUP BY
    o.shop_id,
    o.sku,
    o.last_day
), every AS (
  SELECT
    *
  FROM by_history
  UNION ALL
  SELECT
    shop_id,
    sku,
    CASE
      WHEN last_day >= :from_day
      THEN GREATEST(DATEDIFF(:to_day, last_day) - 1, 0)
      ELSE DATEDIFF(:to_day, :from_day)
    END AS days_out,
    last_day,
    28 AS days,
    units,
    sales,
    'last sale' AS basis
  FROM by_last_sale
)
SELECT
  e.shop_id AS shop,
  e.sku,
  e.days_out,
  e.last_day,
  e.days,
  e.units,
  CAST((
    CAST(e.sales AS DOUBLE) / NULLIF(CAST(e.days AS DOUBLE), CAST(0.0 AS DOUBLE))
  ) AS DECIMAL(28, 8)) AS lost_a_day,
  CAST((
    CAST(CAST(e.sales AS DOUBLE) * CAST(e.days_out AS DOUBLE) AS DOUBLE) / NULLIF(CAST(e.days AS DOUBLE), CAST(0.0 AS DOUBLE))
  ) AS DECIMAL(28, 8)) AS lost,
  e.basis
FROM every AS e
LEFT JOIN needless AS n
  ON e.shop_id = n.shop_id AND e.sku = n.sku
WHERE
  n.sku IS NULL
ORDER BY
  e.shop_id NULLS LAST,
  e.sku NULLS LAST
