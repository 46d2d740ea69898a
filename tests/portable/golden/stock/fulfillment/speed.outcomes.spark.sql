WITH ended AS (
  SELECT
    CASE WHEN COALESCE(kept, waited <= :promised) THEN 0 ELSE 1 END AS is_late,
    CASE WHEN lost THEN 1 ELSE 0 END AS lost
  FROM sent_waits
  WHERE
    paid AND since_local >= :start_at AND since_local < :end_at
)
SELECT
  is_late = 1 AS late,
  COUNT(*) AS orders,
  CAST(SUM(lost) AS BIGINT) AS lost
FROM ended
GROUP BY
  is_late
ORDER BY
  is_late NULLS LAST
