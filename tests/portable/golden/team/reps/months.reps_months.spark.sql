SELECT
  shop_id AS shop,
  rep,
  CAST(DATE_TRUNC('MONTH', closed_day) AS DATE) AS month,
  COUNT(CASE WHEN state = 'won' THEN 1 END) AS won,
  COUNT(CASE WHEN state = 'lost' THEN 1 END) AS lost,
  COALESCE(SUM(CASE WHEN state = 'won' THEN amount END), 0) AS won_value
FROM deal_facts
WHERE
  state IN ('won', 'lost') AND closed_day >= :start_at AND closed_day < :end_at
GROUP BY
  shop_id,
  rep,
  CAST(DATE_TRUNC('MONTH', closed_day) AS DATE)
ORDER BY
  shop_id NULLS LAST,
  rep NULLS LAST,
  CAST(DATE_TRUNC('MONTH', closed_day) AS DATE) NULLS LAST
