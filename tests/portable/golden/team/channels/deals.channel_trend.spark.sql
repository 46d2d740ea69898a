WITH ended AS (
  SELECT
    channel_key,
    state = 'won' AS is_won,
    closed_day >= :now_at AND closed_day < :now_end AS is_now,
    closed_day >= :before_at AND closed_day < :before_end AS is_before
  FROM deal_channels
  WHERE
    state IN ('won', 'lost')
)
SELECT
  channel_key AS id,
  COUNT(CASE WHEN is_now AND is_won THEN 1 END) AS now_won,
  COUNT(CASE WHEN is_now THEN 1 END) AS now_closed,
  COUNT(CASE WHEN is_before AND is_won THEN 1 END) AS before_won,
  COUNT(CASE WHEN is_before THEN 1 END) AS before_closed
FROM ended
WHERE
  is_now OR is_before
GROUP BY
  channel_key
ORDER BY
  channel_key NULLS LAST
