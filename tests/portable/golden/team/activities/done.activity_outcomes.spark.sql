SELECT
  kind,
  MIN(outcome) AS outcome,
  COUNT(*) AS activities
FROM activity_facts
WHERE
  took_place AND at_local >= :start_at AND at_local < :end_at
GROUP BY
  kind,
  LOWER(outcome)
ORDER BY
  kind NULLS LAST,
  activities DESC,
  outcome NULLS LAST
