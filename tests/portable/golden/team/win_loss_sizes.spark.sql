SELECT
  COUNT(*) AS closed,
  COUNT(list_price) AS priced,
  COUNT(CASE WHEN state = 'lost' THEN 1 END) AS lost,
  COUNT(CASE WHEN state = 'lost' AND amount > 0 THEN 1 END) AS lost_valued,
  PERCENTILE(CAST(CASE WHEN state = 'won' AND amount > 0 THEN amount END AS DOUBLE), 0.25) AS amount_1,
  PERCENTILE(CAST(CASE WHEN state = 'won' AND amount > 0 THEN amount END AS DOUBLE), 0.5) AS amount_2,
  PERCENTILE(CAST(CASE WHEN state = 'won' AND amount > 0 THEN amount END AS DOUBLE), 0.75) AS amount_3,
  PERCENTILE(CAST(CASE WHEN state = 'won' THEN list_price END AS DOUBLE), 0.25) AS price_1,
  PERCENTILE(CAST(CASE WHEN state = 'won' THEN list_price END AS DOUBLE), 0.5) AS price_2,
  PERCENTILE(CAST(CASE WHEN state = 'won' THEN list_price END AS DOUBLE), 0.75) AS price_3
FROM deal_facts
WHERE
  state IN ('won', 'lost')
  AND (
    :undated OR :cohort OR (
      closed_day >= :start_at AND closed_day < :end_at
    )
  )
