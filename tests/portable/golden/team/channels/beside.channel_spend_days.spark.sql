SELECT
  MIN(day) AS first_day,
  MAX(day) AS last_day
FROM source_spend
