WITH parts AS (
  SELECT
    source,
    CASE WHEN source IS NULL THEN COALESCE(channel, 'channel not stated') END AS channel,
    cost,
    0 AS leads,
    0 AS became,
    0 AS won
  FROM source_spend
  WHERE
    day >= :first AND day <= :last
  UNION ALL
  SELECT
    COALESCE(source, 'Unknown') AS source,
    NULL AS channel,
    NULL AS cost,
    1 AS leads,
    CASE WHEN became = 1 THEN 1 ELSE 0 END AS became,
    CASE WHEN state = 'won' THEN 1 ELSE 0 END AS won
  FROM lead_facts
  WHERE
    created_day >= :first
    AND created_day <= :last
    AND created_local >= :start_at
    AND created_local < :end_at
)
SELECT
  source,
  channel,
  SUM(cost) AS cost,
  CAST(SUM(leads) AS BIGINT) AS leads,
  CAST(SUM(became) AS BIGINT) AS became,
  CAST(SUM(won) AS BIGINT) AS won
FROM parts
GROUP BY
  source,
  channel
ORDER BY
  source NULLS LAST,
  channel NULLS LAST
