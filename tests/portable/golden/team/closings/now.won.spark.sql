SELECT
  COUNT(*) AS deals,
  COUNT(amount) AS valued,
  SUM(amount) AS value
FROM deal_facts
WHERE
  state = 'won' AND closed_day >= :first AND closed_day < :after
