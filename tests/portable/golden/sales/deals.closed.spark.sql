SELECT
  COUNT(CASE WHEN state = 'won' THEN 1 END) AS won,
  COUNT(CASE WHEN state = 'lost' THEN 1 END) AS lost,
  CAST(COALESCE(SUM(CASE WHEN state = 'won' THEN amount END), 0) AS DECIMAL(28, 4)) AS won_value,
  CAST(COALESCE(SUM(CASE WHEN state = 'lost' THEN amount END), 0) AS DECIMAL(28, 4)) AS lost_value,
  COUNT(CASE WHEN state = 'won' THEN amount END) AS won_valued,
  CAST(COALESCE(SUM(CASE WHEN state = 'won' THEN cycle_days END), 0) AS BIGINT) AS cycle_days,
  COUNT(CASE WHEN state = 'won' THEN cycle_days END) AS cycles
FROM deal_facts
WHERE
  closed_local >= :start_at AND closed_local < :end_at
