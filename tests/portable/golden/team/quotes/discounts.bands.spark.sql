WITH told AS (
  SELECT
    discount,
    amount,
    sent_day,
    CASE
      WHEN deal_state IN ('won', 'lost')
      THEN deal_state
      WHEN state = 'accepted'
      THEN 'won'
      WHEN state IN ('declined', 'expired') OR expires_day < :today
      THEN 'lost'
    END AS outcome,
    CASE
      WHEN deal_id IS NULL
      THEN 1
      ELSE ROW_NUMBER() OVER (
        PARTITION BY shop_id, deal_id
        ORDER BY CASE WHEN state = 'accepted' THEN 0 ELSE 1 END NULLS LAST, sent_local DESC, quote_id NULLS LAST, version DESC
      )
    END AS back
  FROM quote_facts
  WHERE
    is_latest AND NOT state IN ('draft', 'withdrawn', 'unknown')
)
SELECT
  CASE
    WHEN discount IS NULL
    THEN 9
    WHEN discount <= 0
    THEN 0
    WHEN discount <= 0.05
    THEN 1
    WHEN discount <= 0.1
    THEN 2
    WHEN discount <= 0.15
    THEN 3
    WHEN discount <= 0.2
    THEN 4
    ELSE 5
  END AS band,
  COUNT(*) AS quotes,
  COUNT(CASE WHEN outcome = 'won' THEN 1 END) AS won,
  COUNT(CASE WHEN outcome = 'lost' THEN 1 END) AS lost,
  COALESCE(SUM(amount), 0) AS value
FROM told
WHERE
  back = 1
  AND (
    :undated OR (
      sent_day >= :start_day AND sent_day < :end_day
    )
  )
GROUP BY
  CASE
    WHEN discount IS NULL
    THEN 9
    WHEN discount <= 0
    THEN 0
    WHEN discount <= 0.05
    THEN 1
    WHEN discount <= 0.1
    THEN 2
    WHEN discount <= 0.15
    THEN 3
    WHEN discount <= 0.2
    THEN 4
    ELSE 5
  END
ORDER BY
  band NULLS LAST
