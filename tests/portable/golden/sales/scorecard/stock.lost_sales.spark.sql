WITH known AS (
  SELECT DISTINCT
    day
  FROM days_in_stock
), lost AS (
  SELECT
    k.day,
    SUM(s.lost_sales) AS lost
  FROM known AS k
  INNER JOIN stockouts AS s
    ON k.day >= s.from_day AND k.day < s.to_day
  GROUP BY
    k.day
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
  CAST(COALESCE(l.lost, 0) AS DECIMAL(28, 8)) AS lost
FROM known AS k
LEFT JOIN whole AS w
  ON k.day = w.day
LEFT JOIN lost AS l
  ON k.day = l.day
ORDER BY
  k.day NULLS LAST
