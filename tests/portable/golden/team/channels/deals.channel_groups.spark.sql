WITH flagged AS (
  SELECT
    channel_key,
    state,
    amount,
    cycle_days,
    :undated OR (
      created_day >= :start_at AND created_day < :end_at
    ) AS is_new,
    state IN ('won', 'lost')
    AND (
      :undated OR (
        closed_day >= :start_at AND closed_day < :end_at
      )
    ) AS is_ended
  FROM deal_channels
), told AS (
  SELECT
    channel_key,
    is_new,
    is_ended AND state = 'won' AS is_won,
    is_ended AND state = 'lost' AS is_lost,
    state = 'open' AS is_open,
    amount,
    CASE WHEN is_ended AND state = 'won' THEN amount END AS won_amount,
    CASE WHEN is_ended AND state = 'won' THEN cycle_days END AS won_cycle
  FROM flagged
)
SELECT
  channel_key AS id,
  COUNT(*) AS deals,
  COUNT(CASE WHEN is_new THEN 1 END) AS created,
  COUNT(CASE WHEN is_won THEN 1 END) AS won,
  COUNT(CASE WHEN is_lost THEN 1 END) AS lost,
  COUNT(won_amount) AS won_stated,
  COALESCE(SUM(won_amount), 0) AS won_value,
  CAST(CAST(ROUND((
    MEDIAN(CAST(won_amount AS DOUBLE))
  ) * CAST('1E8' AS DOUBLE)) AS DECIMAL(28, 0)) * CAST('0.00000001' AS DECIMAL(8, 8)) AS DECIMAL(28, 8)) AS median_won,
  COALESCE(SUM(CASE WHEN is_lost THEN amount END), 0) AS lost_value,
  COUNT(won_cycle) AS won_cycles,
  CAST(AVG(CAST(won_cycle AS DOUBLE)) AS DOUBLE) AS cycle_mean,
  MEDIAN(CAST(won_cycle AS DOUBLE)) AS cycle_middle,
  COUNT(CASE WHEN is_open THEN 1 END) AS open_deals,
  COUNT(CASE WHEN is_open THEN amount END) AS open_stated,
  COALESCE(SUM(CASE WHEN is_open THEN amount END), 0) AS open_value
FROM told
GROUP BY
  channel_key
ORDER BY
  won_value DESC,
  won DESC,
  deals DESC,
  channel_key NULLS LAST
