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
    f.created_day,
    f.state = 'won' AS is_won
  FROM deal_facts AS f
  CROSS JOIN begun AS b
  WHERE
    f.state IN ('won', 'lost')
    AND f.closed_day >= :early_at
    AND f.closed_day < :end_at
    AND f.cycle_days >= :days
    AND f.created_day >= b.first_day
), done AS (
  SELECT
    shop_id,
    deal_id,
    kind,
    CAST(at_local AS DATE) AS day
  FROM activity_facts
  WHERE
    took_place AND kind <> 'other'
), early AS (
  SELECT
    e.shop_id,
    e.deal_id,
    e.is_won,
    COUNT(d.kind) AS acts,
    COUNT(CASE WHEN d.kind = 'call' THEN 1 END) AS calls,
    COUNT(CASE WHEN d.kind = 'meeting' THEN 1 END) AS meetings,
    COUNT(CASE WHEN d.kind = 'email' THEN 1 END) AS emails,
    COUNT(CASE WHEN d.kind = 'demo' THEN 1 END) AS demos,
    COUNT(CASE WHEN d.kind = 'proposal' THEN 1 END) AS proposals,
    MIN(DATEDIFF(d.day, e.created_day)) AS first_after
  FROM ended AS e
  LEFT JOIN done AS d
    ON e.shop_id = d.shop_id
    AND e.deal_id = d.deal_id
    AND DATEDIFF(d.day, e.created_day) >= 0
    AND DATEDIFF(d.day, e.created_day) < :days
  GROUP BY
    e.shop_id,
    e.deal_id,
    e.is_won
), banded AS (
  SELECT
    'activities' AS what,
    CASE WHEN acts = 0 THEN 0 WHEN acts <= 2 THEN 1 WHEN acts <= 5 THEN 2 ELSE 3 END AS band,
    is_won
  FROM early
  UNION ALL
  SELECT
    'first' AS what,
    CASE WHEN first_after <= 1 THEN 1 ELSE 0 END AS band,
    is_won
  FROM early
  UNION ALL
  SELECT
    'call' AS what,
    LEAST(calls, 1) AS band,
    is_won
  FROM early
  UNION ALL
  SELECT
    'meeting' AS what,
    LEAST(meetings, 1) AS band,
    is_won
  FROM early
  UNION ALL
  SELECT
    'email' AS what,
    LEAST(emails, 1) AS band,
    is_won
  FROM early
  UNION ALL
  SELECT
    'demo' AS what,
    LEAST(demos, 1) AS band,
    is_won
  FROM early
  UNION ALL
  SELECT
    'proposal' AS what,
    LEAST(proposals, 1) AS band,
    is_won
  FROM early
)
SELECT
  what,
  CAST(band AS BIGINT) AS band,
  COUNT(CASE WHEN is_won THEN 1 END) AS won,
  COUNT(*) AS closed
FROM banded
GROUP BY
  what,
  band
ORDER BY
  what NULLS LAST,
  band NULLS LAST
