WITH gone AS (
  SELECT
    shop_id,
    sku,
    MAX(day) AS last_out,
    COUNT(*) AS days_out
  FROM days_in_stock
  WHERE
    NOT in_stock AND day < :to_day
  GROUP BY
    shop_id,
    sku
  HAVING
    MAX(day) >= CAST((
      :from_day - INTERVAL '1' DAY
    ) AS DATE)
), shelf AS (
  SELECT
    n.shop_id,
    n.sku,
    MAX(n.title) AS title,
    SUM(n.available) AS available
  FROM stock_now AS n
  GROUP BY
    n.shop_id,
    n.sku
  HAVING
    SUM(n.available) > 0
)
SELECT
  g.shop_id AS shop,
  g.sku,
  s.title,
  CAST((
    g.last_out + INTERVAL '1' DAY
  ) AS DATE) AS back_day,
  s.available
FROM gone AS g
INNER JOIN shelf AS s
  ON g.shop_id = s.shop_id AND g.sku = s.sku
ORDER BY
  g.days_out DESC,
  g.shop_id NULLS LAST,
  g.sku NULLS LAST
