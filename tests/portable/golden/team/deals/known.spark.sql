WITH copies AS (
  SELECT
    MAX(CASE WHEN day <= :start_day THEN day END) AS copied_on,
    MIN(day) AS first_copy
  FROM deal_snapshots
), history AS (
  SELECT
    COUNT(CASE WHEN entered_local < :start_at THEN amount END) AS amounts,
    COUNT(*) AS history_rows
  FROM deal_stage_history
), open_ones AS (
  SELECT
    COUNT(COALESCE(next_step, CAST(next_activity_day AS STRING))) AS steps
  FROM deals
  WHERE
    NOT is_closed
), touched AS (
  SELECT
    COUNT(last_activity_local) AS touches
  FROM deals
  UNION ALL
  SELECT
    COUNT(deal_id) AS touches
  FROM activities
  WHERE
    happened_local < :as_of
)
SELECT
  c.copied_on,
  c.first_copy,
  h.amounts,
  h.history_rows,
  o.steps,
  CAST((
    SELECT
      SUM(touches)
    FROM touched
  ) AS BIGINT) AS touches
FROM copies AS c
CROSS JOIN history AS h
CROSS JOIN open_ones AS o
