SELECT
  COUNT(*) AS deals
FROM deal_facts
WHERE
  created_local >= :start_at AND created_local < :end_at
