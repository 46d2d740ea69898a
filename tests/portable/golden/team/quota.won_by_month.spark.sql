SELECT
  shop_id AS shop,
  rep,
  CAST(DATE_TRUNC('MONTH', closed_day) AS DATE) AS month,
  COALESCE(SUM(amount), 0) AS value
FROM deal_facts
WHERE
  state = 'won'
  AND closed_day >= :earliest
  AND closed_day < :after
  AND NOT rep IS NULL
GROUP BY
  shop_id,
  rep,
  CAST(DATE_TRUNC('MONTH', closed_day) AS DATE)
ORDER BY
  shop_id NULLS LAST,
  rep NULLS LAST,
  CAST(DATE_TRUNC('MONTH', closed_day) AS DATE) NULLS LAST
