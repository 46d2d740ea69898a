WITH dated AS (
  SELECT
    state,
    amount,
    cycle_days,
    CASE WHEN :cohort THEN created_day ELSE closed_day END AS on_day
  FROM deal_facts
  WHERE
    :cohort OR state IN ('won', 'lost')
), counted AS (
  SELECT
    state AS outcome,
    amount,
    cycle_days
  FROM dated
  WHERE
    :undated OR (
      on_day >= :start_at AND on_day < :end_at
    )
), told AS (
  SELECT
    outcome,
    amount,
    cycle_days
  FROM counted
  UNION ALL
  SELECT
    'won or lost' AS outcome,
    c.amount,
    c.cycle_days
  FROM counted AS c
  WHERE
    c.outcome IN ('won', 'lost')
)
SELECT
  outcome,
  COUNT(*) AS deals,
  COUNT(amount) AS stated,
  COUNT(CASE WHEN amount > 0 THEN 1 END) AS valued,
  COALESCE(SUM(amount), 0) AS value,
  CAST(CAST(ROUND((
    MEDIAN(CAST(amount AS DOUBLE))
  ) * CAST('1E8' AS DOUBLE)) AS DECIMAL(28, 0)) * CAST('0.00000001' AS DECIMAL(8, 8)) AS DECIMAL(28, 8)) AS middle,
  COUNT(cycle_days) AS cycles,
  CAST(AVG(CAST(cycle_days AS DOUBLE)) AS DOUBLE) AS cycle_mean,
  MEDIAN(CAST(cycle_days AS DOUBLE)) AS cycle_middle
FROM told
GROUP BY
  outcome
ORDER BY
  outcome NULLS LAST
