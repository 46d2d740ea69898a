WITH begun AS (
  SELECT
    CAST(MIN(at_local) AS DATE) AS first_day
  FROM activity_facts
  WHERE
    took_place
)
SELECT
  COUNT(*) AS closed,
  COUNT(CASE WHEN f.cycle_days IS NULL THEN 1 END) AS undated,
  COUNT(CASE WHEN f.cycle_days < :days THEN 1 END) AS sooner,
  COUNT(CASE WHEN f.cycle_days >= :days AND f.created_day < b.first_day THEN 1 END) AS older
FROM deal_facts AS f
CROSS JOIN begun AS b
WHERE
  f.state IN ('won', 'lost')
  AND f.closed_day >= :early_at
  AND f.closed_day < :end_at
