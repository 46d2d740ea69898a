SELECT
  COUNT(*) AS deals,
  COUNT(CASE WHEN state = 'open' THEN 1 END) AS open,
  COUNT(CASE WHEN state = 'won' THEN 1 END) AS won,
  COUNT(CASE WHEN state = 'lost' THEN 1 END) AS lost,
  COUNT(CASE WHEN state = 'closed' THEN 1 END) AS closed,
  COUNT(CASE WHEN state = 'unknown' THEN 1 END) AS unknown,
  COUNT(CASE WHEN state = 'open' THEN forecast_category END) AS categorised,
  COUNT(CASE WHEN state = 'won' AND closed_day IS NULL THEN 1 END) AS won_undated,
  CAST(AVG(CAST(CASE WHEN state = 'won' THEN amount END AS DOUBLE)) AS DOUBLE) AS mean_won
FROM deal_facts
