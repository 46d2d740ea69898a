WITH ended AS (
  SELECT
    csat,
    csat_asked,
    COALESCE(solved_local, rated_local) AS ended_local
  FROM ticket_facts
  WHERE
    closed AND apart IS NULL
)
SELECT
  COUNT(*) AS closed_tickets,
  CAST(COALESCE(SUM(CASE WHEN csat_asked THEN 1 ELSE 0 END), 0) AS BIGINT) AS asked,
  CAST(COALESCE(SUM(CASE WHEN csat_asked AND csat IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS asked_only,
  COUNT(csat) AS answered
FROM ended
WHERE
  ended_local >= :start_at AND ended_local < :end_at
