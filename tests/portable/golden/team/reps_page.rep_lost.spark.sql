SELECT
  MIN(NULLIF(TRIM(lost_reason), '')) AS reason,
  COUNT(CASE WHEN shop_id = :shop AND rep = :rep THEN 1 END) AS lost,
  COALESCE(SUM(CASE WHEN shop_id = :shop AND rep = :rep THEN amount END), 0) AS value,
  COUNT(*) AS of_all
FROM deal_facts
WHERE
  state = 'lost' AND closed_day >= :start_at AND closed_day < :end_at
GROUP BY
  LOWER(NULLIF(TRIM(lost_reason), ''))
ORDER BY
  lost DESC,
  reason NULLS LAST
