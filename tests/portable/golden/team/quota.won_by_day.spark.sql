SELECT
  closed_day AS day,
  COUNT(*) AS deals,
  COALESCE(SUM(amount), 0) AS value
FROM deal_facts
WHERE
  state = 'won' AND closed_day < :after
GROUP BY
  closed_day
ORDER BY
  closed_day NULLS LAST
