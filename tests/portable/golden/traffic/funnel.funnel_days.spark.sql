SELECT
  shop_id AS shop,
  day,
  sessions,
  purchases
FROM visits_by
WHERE
  dimension = 'all' AND day >= :since_at AND day < :end_at
ORDER BY
  shop_id NULLS LAST,
  day NULLS LAST
