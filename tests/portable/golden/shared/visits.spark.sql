SELECT
  shop_id,
  day,
  sessions,
  purchases
FROM visits_by
WHERE
  dimension = 'all'
