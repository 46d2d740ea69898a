SELECT
  REPLACE(REPLACE(LOWER(COALESCE(forecast_category, '')), ' ', ''), '_', '') AS category,
  COUNT(*) AS deals,
  COUNT(amount) AS valued,
  SUM(amount) AS value
FROM deal_facts
WHERE
  state = 'open' AND close_date >= :first AND close_date < :after
GROUP BY
  REPLACE(REPLACE(LOWER(COALESCE(forecast_category, '')), ' ', ''), '_', '')
ORDER BY
  REPLACE(REPLACE(LOWER(COALESCE(forecast_category, '')), ' ', ''), '_', '') NULLS LAST
