WITH done AS (
  SELECT
    shop_id,
    deal_id,
    COUNT(*) AS activities
  FROM activity_facts
  WHERE
    took_place
    AND kind <> 'other'
    AND (
      :undated OR (
        at_local >= :start_at AND at_local < :end_at
      )
    )
  GROUP BY
    shop_id,
    deal_id
)
SELECT
  c.channel_key AS id,
  NOT c.deal_id IS NULL AS is_deal,
  CAST(SUM(d.activities) AS BIGINT) AS activities
FROM done AS d
LEFT JOIN deal_channels AS c
  ON d.shop_id = c.shop_id AND d.deal_id = c.deal_id
GROUP BY
  c.channel_key,
  NOT c.deal_id IS NULL
ORDER BY
  c.channel_key NULLS LAST,
  NOT c.deal_id IS NULL NULLS LAST
