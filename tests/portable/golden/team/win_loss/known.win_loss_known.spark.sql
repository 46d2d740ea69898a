WITH seen AS (
  SELECT
    *,
    state IN ('won', 'lost') AS ended,
    :undated OR (
      closed_day >= :start_at AND closed_day < :end_at
    ) AS inside
  FROM deal_facts
)
SELECT
  COUNT(*) AS deals,
  COUNT(CASE WHEN state = 'open' THEN 1 END) AS still_open,
  COUNT(CASE WHEN state = 'closed' THEN 1 END) AS untold,
  COUNT(CASE WHEN state = 'unknown' THEN 1 END) AS unknown,
  MIN(CASE WHEN ended THEN closed_day END) AS first_closed,
  MAX(CASE WHEN ended THEN closed_day END) AS last_closed,
  COUNT(CASE WHEN ended AND closed_day IS NULL THEN 1 END) AS undated,
  COUNT(CASE WHEN ended AND closed_day >= :end_at THEN 1 END) AS later,
  COUNT(CASE WHEN created_day IS NULL THEN 1 END) AS uncreated,
  COUNT(CASE WHEN ended AND inside AND created_day IS NULL THEN 1 END) AS no_start,
  COUNT(CASE WHEN ended AND inside AND closed_day < created_day THEN 1 END) AS backwards,
  COUNT(CASE WHEN ended AND inside AND rep IS NULL THEN 1 END) AS no_owner,
  COUNT(CASE WHEN account IS NULL THEN 1 END) AS no_account,
  COUNT(CASE WHEN ended AND inside AND account IS NULL THEN 1 END) AS closed_no_account
FROM seen
