WITH every AS (
  SELECT
    'signed' AS event,
    signed_day AS day,
    annual_value
  FROM contract_facts
  WHERE
    NOT is_backwards AND state <> 'draft'
  UNION ALL
  SELECT
    'started' AS event,
    start_date AS day,
    annual_value
  FROM contract_facts
  WHERE
    NOT is_backwards AND state <> 'draft' AND start_date <= :today
  UNION ALL
  SELECT
    'cancelled' AS event,
    cancelled_day AS day,
    annual_value
  FROM contract_facts
  WHERE
    NOT is_backwards AND state = 'cancelled'
  UNION ALL
  SELECT
    'passed its last day' AS event,
    end_date AS day,
    annual_value
  FROM contract_facts
  WHERE
    NOT is_backwards AND NOT state IN ('draft', 'cancelled') AND end_date < :today
)
SELECT
  event,
  COUNT(*) AS contracts,
  COALESCE(SUM(annual_value), 0) AS annual_value
FROM every
WHERE
  day >= :start_day AND day < :end_day
GROUP BY
  event
ORDER BY
  event NULLS LAST
