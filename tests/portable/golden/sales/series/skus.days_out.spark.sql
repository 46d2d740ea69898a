SELECT
  sku AS part,
  day
FROM days_in_stock
WHERE
  day >= :first_day AND day < :end_day
GROUP BY
  sku,
  day
HAVING
  SUM(CASE WHEN in_stock THEN 1 ELSE 0 END) = 0
ORDER BY
  sku NULLS LAST,
  day NULLS LAST
