SELECT
  COUNT(CASE WHEN state = 'won' AND closed_day >= :recent_at THEN 1 END) AS recent_won,
  COUNT(CASE WHEN closed_day >= :recent_at THEN 1 END) AS recent_closed,
  COUNT(CASE WHEN state = 'won' AND closed_day < :recent_at THEN 1 END) AS before_won,
  COUNT(CASE WHEN closed_day < :recent_at THEN 1 END) AS before_closed
FROM deal_facts
WHERE
  state IN ('won', 'lost') AND closed_day >= :before_at AND closed_day < :end_at
