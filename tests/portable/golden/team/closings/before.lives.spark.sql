SELECT
  DATEDIFF(created_day, CAST('1970-01-01' AS DATE)) AS created,
  CASE WHEN state <> 'open' THEN DATEDIFF(closed_day, CAST('1970-01-01' AS DATE)) END AS closed,
  CASE WHEN state = 'won' THEN 1 WHEN state = 'lost' THEN 0 ELSE -1 END AS outcome,
  CAST(amount AS DOUBLE) AS amount
FROM deal_facts
WHERE
  state = 'open' OR (
    state IN ('won', 'lost') AND NOT closed_day IS NULL
  )
ORDER BY
  shop_id NULLS LAST,
  deal_id NULLS LAST
