WITH begun AS (
  SELECT
    CAST(MIN(at_local) AS DATE) AS first_day
  FROM activity_facts
  WHERE
    took_place
), ended AS (
  SELECT
    f.shop_id,
    f.deal_id,
    f.state,
    f.cycle_days,
    f.created_day,
    f.closed_day
  FROM deal_facts AS f
  CROSS JOIN begun AS b
  WHERE
    f.state IN ('won', 'lost')
    AND f.closed_day >= :early_at
    AND f.closed_day < :end_at
    AND f.cycle_days >= 0
    AND f.created_day >= b.first_day
), lived AS (
  SELECT
    e.state,
    e.shop_id,
    e.deal_id,
    e.cycle_days,
    COUNT(CASE WHEN a.kind = 'call' THEN 1 END) AS calls,
    COUNT(CASE WHEN a.kind = 'meeting' THEN 1 END) AS meetings,
    COUNT(CASE WHEN a.kind = 'email' THEN 1 END) AS emails,
    COUNT(CASE WHEN a.kind = 'demo' THEN 1 END) AS demos,
    COUNT(CASE WHEN a.kind = 'proposal' THEN 1 END) AS proposals
  FROM ended AS e
  LEFT JOIN activity_facts AS a
    ON e.shop_id = a.shop_id
    AND e.deal_id = a.deal_id
    AND a.took_place
    AND CAST(a.at_local AS DATE) >= e.created_day
    AND CAST(a.at_local AS DATE) <= e.closed_day
  GROUP BY
    e.state,
    e.shop_id,
    e.deal_id,
    e.cycle_days
)
SELECT
  state,
  COUNT(*) AS deals,
  CAST(SUM(calls) AS BIGINT) AS calls,
  CAST(SUM(meetings) AS BIGINT) AS meetings,
  CAST(SUM(emails) AS BIGINT) AS emails,
  CAST(SUM(demos) AS BIGINT) AS demos,
  CAST(SUM(proposals) AS BIGINT) AS proposals,
  CAST(SUM(cycle_days) AS BIGINT) AS days
FROM lived
GROUP BY
  state
ORDER BY
  state DESC
