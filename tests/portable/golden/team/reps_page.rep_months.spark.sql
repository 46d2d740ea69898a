SELECT
  CAST(DATE_TRUNC('MONTH', closed_day) AS DATE) AS month,
  COUNT(CASE WHEN state = 'won' THEN 1 END) AS won,
  COUNT(CASE WHEN state = 'lost' THEN 1 END) AS lost,
  COALESCE(SUM(CASE WHEN state = 'won' THEN amount END), 0) AS won_value
FROM deal_facts
WHERE
  state IN ('won', 'lost')
  AND shop_id = :shop
  AND rep = :rep
  AND closed_day >= :start_at
  AND closed_day < :end_at
GROUP BY
  CAST(DATE_TRUNC('MONTH', closed_day) AS DATE)
ORDER BY
  CAST(DATE_TRUNC('MONTH', closed_day) AS DATE) NULLS LAST
