SELECT
  MAX(day) AS last_day
FROM items_daily
WHERE
  day < :end_at
