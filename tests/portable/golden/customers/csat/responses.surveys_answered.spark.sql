SELECT
  COUNT(*) AS sent,
  CAST(COALESCE(SUM(CASE WHEN NOT nps IS NULL OR NOT csat IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS answered
FROM surveys
WHERE
  sent_local >= :start_at AND sent_local < :end_at
