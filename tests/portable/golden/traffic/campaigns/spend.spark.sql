SELECT
  day,
  COALESCE(LOWER(TRIM(channel)), 'channel not stated') AS channel,
  SUM(cost) AS cost,
  CAST(SUM(clicks) AS BIGINT) AS clicks,
  CAST(SUM(impressions) AS BIGINT) AS impressions
FROM spend_daily
WHERE
  NOT cost IS NULL
GROUP BY
  day,
  COALESCE(LOWER(TRIM(channel)), 'channel not stated')
ORDER BY
  day NULLS LAST,
  COALESCE(LOWER(TRIM(channel)), 'channel not stated') NULLS LAST
